package io.cardferry.registration.ledger;

import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.FoundDeadLetters;
import io.cardferry.registration.Reason;
import io.cardferry.registration.Uuid7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was given up for now. Each is told of through the outbox. */
final class DeadLetterRows {

    private static final String BURY_CARD = """
            INSERT INTO dead_letter (dead_letter_id, previous_dead_letter_id, in_doubt, reason_code, reason_detail,
              died_at, registration_id, card_registration_id, card_ref, issuer, issuer_request_id, attempts,
              first_attempt_at, last_attempt_at, message_removed)
            SELECT CAST(? AS UUID), CAST(? AS UUID), CAST(? AS BOOLEAN), CAST(? AS VARCHAR(40)),
              CAST(? AS VARCHAR(400)), CAST(? AS TIMESTAMP(6) WITH TIME ZONE), registration_id, card_registration_id,
              card_ref, issuer, issuer_request_id, attempts, first_attempt_at, last_attempt_at,
              CASE WHEN card_sealed IS NULL AND message_sealed IS NULL THEN TRUE ELSE FALSE END
            FROM card_registration WHERE card_registration_id = ?""";
    private static final String BURY_REGISTRATION = """
            INSERT INTO dead_letter (dead_letter_id, previous_dead_letter_id, in_doubt, reason_code, reason_detail,
              died_at, registration_id, attempts)
            VALUES (?, ?, FALSE, ?, ?, ?, ?, ?)""";
    private static final String SELECT = """
            SELECT dead_letter_id, previous_dead_letter_id, registration_id, card_registration_id, card_ref, issuer,
              issuer_request_id, in_doubt, reason_code, reason_detail, attempts, first_attempt_at, last_attempt_at,
              died_at, state, closed_at, message_removed
            FROM dead_letter WHERE\s""";
    private static final String OF_REQUEST =
            SELECT + "issuer_request_id = ? ORDER BY dead_letter_id DESC FETCH FIRST 1 ROW ONLY";
    private static final String CLOSE =
            "UPDATE dead_letter SET state = ?, closed_at = ? WHERE dead_letter_id = ? AND state = 'OPEN'";
    private static final String SETTLE = """
            UPDATE dead_letter SET state = 'SETTLED', closed_at = ?
            WHERE registration_id = ? AND card_registration_id = ? AND state = 'OPEN'""";
    private static final String END_DOUBT =
            "UPDATE dead_letter SET in_doubt = FALSE WHERE dead_letter_id = ? AND state = 'OPEN'";

    private final JdbcTemplate jdbc;
    private final OutboxRows outbox;

    DeadLetterRows(JdbcTemplate jdbc, OutboxRows outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** A card is given up, after everything else about it has been recorded. */
    void buryCard(UUID registrationId, UUID cardId, boolean inDoubt, Reason reason, Instant now) {
        UUID id = Uuid7.next();
        UUID previous = last("card_registration_id = ?", registrationId, cardId);
        Object died = Rows.time(now);
        jdbc.update(BURY_CARD, id, previous, inDoubt, Rows.code(reason), Rows.detail(reason), died, cardId);
        outbox.tellDeadLetter(id, now);
    }

    /**
     * A whole registration is given up.
     *
     * @param attempts how often its sources were asked
     */
    void buryRegistration(UUID registrationId, int attempts, Reason reason, Instant now) {
        UUID id = Uuid7.next();
        UUID previous = last("card_registration_id IS NULL", registrationId);
        Object died = Rows.time(now);
        jdbc.update(
                BURY_REGISTRATION,
                id,
                previous,
                Rows.code(reason),
                Rows.detail(reason),
                died,
                registrationId,
                attempts);
        outbox.tellDeadLetter(id, now);
    }

    private UUID last(String whose, Object... ids) {
        return jdbc
                .queryForList(
                        "SELECT dead_letter_id FROM dead_letter WHERE registration_id = ? AND " + whose
                                + " ORDER BY dead_letter_id DESC FETCH FIRST 1 ROW ONLY",
                        UUID.class,
                        ids)
                .stream()
                .findFirst()
                .orElse(null);
    }

    Optional<DeadLetter> find(UUID id) {
        return jdbc.query(SELECT + "dead_letter_id = ?", (row, number) -> deadLetter(row), id).stream()
                .findFirst();
    }

    /** The last one that died under this request id, which its card may have lost by a refresh since. */
    Optional<DeadLetter> ofRequest(UUID issuerRequestId) {
        return jdbc.query(OF_REQUEST, (row, number) -> deadLetter(row), issuerRequestId).stream()
                .findFirst();
    }

    /**
     * One page of those that wait.
     *
     * @param from only those beyond this one, or {@code null}
     */
    FoundDeadLetters page(DeadLetterCriteria criteria, UUID from, boolean newestFirst, int limit) {
        StringBuilder sql = new StringBuilder(SELECT).append("state = 'OPEN'");
        List<Object> values = new ArrayList<>();
        if (criteria.issuer() != null) {
            sql.append(" AND issuer = ?");
            values.add(criteria.issuer());
        }
        if (criteria.inDoubt() != null) {
            sql.append(" AND in_doubt = ?");
            values.add(criteria.inDoubt());
        }
        if (criteria.reason() != null) {
            sql.append(" AND reason_code = ?");
            values.add(criteria.reason().code());
        }
        if (from != null) {
            sql.append(newestFirst ? " AND dead_letter_id < ?" : " AND dead_letter_id > ?");
            values.add(from);
        }
        sql.append(" ORDER BY dead_letter_id")
                .append(newestFirst ? " DESC" : "")
                .append(" FETCH FIRST ? ROWS ONLY");
        values.add(limit + 1);
        List<DeadLetter> found = jdbc.query(sql.toString(), (row, number) -> deadLetter(row), values.toArray());
        boolean more = found.size() > limit;
        return new FoundDeadLetters(more ? found.subList(0, limit) : found, more);
    }

    /** False if it no longer waits. */
    boolean close(UUID id, DeadLetter.State how, Instant now) {
        return jdbc.update(CLOSE, how.name(), Rows.time(now), id) == 1;
    }

    /** The card's issuer has decided after all. */
    void settle(UUID registrationId, UUID cardId, Instant now) {
        jdbc.update(SETTLE, Rows.time(now), registrationId, cardId);
    }

    /** It is known now that the issuer did not process it; false if it no longer waits. */
    boolean endDoubt(UUID id) {
        return jdbc.update(END_DOUBT, id) == 1;
    }

    private static DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new DeadLetter(
                Rows.uuid(row, "dead_letter_id"),
                Rows.uuid(row, "previous_dead_letter_id"),
                Rows.uuid(row, "registration_id"),
                Rows.uuid(row, "card_registration_id"),
                row.getString("card_ref"),
                row.getString("issuer"),
                Rows.uuid(row, "issuer_request_id"),
                row.getBoolean("in_doubt"),
                Rows.reason(row),
                row.getInt("attempts"),
                Rows.instant(row, "first_attempt_at"),
                Rows.instant(row, "last_attempt_at"),
                Rows.instant(row, "died_at"),
                DeadLetter.State.valueOf(row.getString("state")),
                Rows.instant(row, "closed_at"),
                row.getBoolean("message_removed"));
    }
}
