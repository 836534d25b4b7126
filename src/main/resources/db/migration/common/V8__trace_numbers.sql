-- A row per issuer whose messages are numbered: the trace number that nobody has taken yet, 1 to 999999. Hubs take them in
-- blocks.
CREATE TABLE trace_counter (
  issuer      VARCHAR(64) PRIMARY KEY,
  next_number INTEGER NOT NULL
);
