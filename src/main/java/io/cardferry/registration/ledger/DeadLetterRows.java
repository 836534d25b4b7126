package io.cardferry.registration.ledger;

import io.cardferry.registration.Reason;
import io.cardferry.registration.Uuid7;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was given up for now, and the outbox that tells of it. */
final class DeadLetterRows {

    private static final String INSERT = """
            INSERT INTO dead_letter (dead_letter_id, registration_id, card_registration_id, in_doubt, reason_code,
              reason_detail, died_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
    private static final String TELL = """
            INSERT INTO outbox (message_id, kind, subject_id, created_at, next_attempt_at)
            VALUES (?, 'DEAD_LETTER', ?, ?, ?)""";

    private final JdbcTemplate jdbc;

    DeadLetterRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param cardRegistrationId the card, or {@code null} if the whole registration died */
    void bury(UUID registrationId, UUID cardRegistrationId, boolean inDoubt, Reason reason, Instant now) {
        UUID id = Uuid7.next();
        Object time = Rows.time(now);
        jdbc.update(
                INSERT, id, registrationId, cardRegistrationId, inDoubt, Rows.code(reason), Rows.detail(reason), time);
        jdbc.update(TELL, Uuid7.next(), id, time, time);
    }
}
