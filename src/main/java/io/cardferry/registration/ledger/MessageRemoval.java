package io.cardferry.registration.ledger;

import io.cardferry.registration.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Removes what a dead letter's card needs to be sent again, once it has waited long enough: the card as its source listed
 * it, and its message. A card that went back to work meanwhile is of another version, and keeps what it has.
 */
final class MessageRemoval {

    private static final String WAITING_SINCE = """
            SELECT d.dead_letter_id, d.registration_id, d.card_registration_id, c.card_ref, c.version
            FROM dead_letter d JOIN card_registration c ON c.card_registration_id = d.card_registration_id
            WHERE d.state = 'OPEN' AND d.message_removed = FALSE AND d.died_at <= ?
            ORDER BY d.died_at FETCH FIRST ? ROWS ONLY""";
    /** Its version stays: who looked at the card before, and only settles it, need not look again. */
    private static final String EMPTY_CARD = """
            UPDATE card_registration SET card_sealed = NULL, message_sealed = NULL
            WHERE card_registration_id = ? AND version = ? AND status = 'DEAD_LETTERED'""";

    private static final String SAY_SO = """
            UPDATE dead_letter SET message_removed = TRUE
            WHERE dead_letter_id = ? AND state = 'OPEN' AND message_removed = FALSE""";

    private final JdbcTemplate jdbc;

    MessageRemoval(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Old(UUID deadLetterId, UUID registrationId, UUID cardRegistrationId, String cardRef, long version) {}

    /** How many were removed: at most {@code limit}, those of the oldest dead letters first. */
    int remove(Duration age, int limit, Instant now) {
        List<Old> waiting = jdbc.query(
                WAITING_SINCE,
                (row, number) -> new Old(
                        Rows.uuid(row, "dead_letter_id"),
                        Rows.uuid(row, "registration_id"),
                        Rows.uuid(row, "card_registration_id"),
                        row.getString("card_ref"),
                        row.getLong("version")),
                Rows.time(now.minus(age)),
                limit);
        int removed = 0;
        for (Old old : waiting) {
            removed += remove(old, now) ? 1 : 0;
        }
        return removed;
    }

    /** The card first, as whoever replays it does. False if somebody was faster: an operator, or another hub. */
    private boolean remove(Old old, Instant now) {
        if (jdbc.update(EMPTY_CARD, old.cardRegistrationId(), old.version()) == 0
                || jdbc.update(SAY_SO, old.deadLetterId()) == 0) {
            return false;
        }
        HistoryEntry entry =
                new HistoryEntry(now, old.cardRef(), "message-removed", null, null, null, null, null, null);
        History.write(jdbc, old.registrationId(), List.of(entry));
        return true;
    }
}
