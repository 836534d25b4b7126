package io.cardferry.registration.ledger;

import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** How single values stand in columns, in the types that HSQLDB and PostgreSQL share. */
final class Rows {

    private static final int IN_STEP = 50;

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

    /**
     * What a query gives for these ids, in any order.
     *
     * @param query ends just before {@code IN}
     */
    static <T> List<T> in(JdbcTemplate jdbc, String query, List<UUID> ids, RowMapper<T> mapper) {
        if (ids.isEmpty()) {
            return List.of();
        }
        // A few lengths only: each is a statement that the database compiles and keeps.
        int length = ids.size() == 1 ? 1 : (ids.size() + IN_STEP - 1) / IN_STEP * IN_STEP;
        List<UUID> padded = new ArrayList<>(ids);
        while (padded.size() < length) {
            padded.add(ids.get(0));
        }
        String places = String.join(", ", Collections.nCopies(length, "?"));
        return jdbc.query(query + "IN (" + places + ")", mapper, padded.toArray());
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
