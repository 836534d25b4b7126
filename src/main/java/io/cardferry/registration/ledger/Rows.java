package io.cardferry.registration.ledger;

import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** How single values stand in columns, in the types that HSQLDB and PostgreSQL share. */
final class Rows {

    private Rows() {}

    static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static Reason reason(ResultSet row) throws SQLException {
        String code = row.getString("reason_code");
        return code == null ? null : new Reason(ReasonCode.of(code), row.getString("reason_detail"));
    }

    static String code(Reason reason) {
        return reason == null ? null : reason.code().code();
    }

    static String detail(Reason reason) {
        return reason == null ? null : reason.detail();
    }
}
