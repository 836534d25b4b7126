-- By default HSQLDB pads what it compares: "tv" and "tv " would be one device, and one account another.
SET DATABASE COLLATION SQL_TEXT NO PAD;
