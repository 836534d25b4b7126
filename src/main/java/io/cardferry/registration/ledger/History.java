package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.SourceExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The history's rows: written in the transaction of the change that they tell of. */
final class History {

    private static final String INSERT = """
            INSERT INTO history_entry (registration_id, card_ref, happened_at, event, from_status, to_status,
              attempt, outcome, latency_ms, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String SELECT = """
            SELECT happened_at, card_ref, event, from_status, to_status, attempt, outcome, latency_ms, detail
            FROM history_entry WHERE registration_id = ? ORDER BY entry_id""";

    private History() {}

    static void write(JdbcTemplate jdbc, UUID registrationId, List<HistoryEntry> entries) {
        jdbc.batchUpdate(
                INSERT,
                entries.stream()
                        .map(entry -> new Object[] {
                            registrationId,
                            entry.cardRef(),
                            Rows.time(entry.at()),
                            entry.event(),
                            entry.from(),
                            entry.to(),
                            entry.attempt(),
                            entry.outcome(),
                            entry.latencyMs(),
                            entry.detail()
                        })
                        .toList());
    }

    static List<HistoryEntry> read(JdbcTemplate jdbc, UUID registrationId) {
        return jdbc.query(
                SELECT,
                (row, number) -> new HistoryEntry(
                        Rows.instant(row, "happened_at"),
                        row.getString("card_ref"),
                        row.getString("event"),
                        row.getString("from_status"),
                        row.getString("to_status"),
                        row.getObject("attempt", Integer.class),
                        row.getString("outcome"),
                        row.getObject("latency_ms", Long.class),
                        row.getString("detail")),
                registrationId);
    }

    /** The registration as a whole: received, asked for again, ended. */
    static HistoryEntry registration(Instant at, String event, Object from, Object to, Reason reason) {
        return new HistoryEntry(at, null, event, text(from), text(to), null, null, null, words(reason));
    }

    static HistoryEntry sourceAnswered(Instant at, SourceExchange exchange) {
        String source = exchange.report().source();
        String detail = exchange.detail() == null ? source : source + ": " + exchange.detail();
        String status = exchange.report().status().name();
        long latency = exchange.latency().toMillis();
        return new HistoryEntry(at, null, "source-answered", null, null, null, status, latency, detail);
    }

    static HistoryEntry card(Instant at, String cardRef, String event, CardStatus from, CardStatus to, Reason why) {
        return new HistoryEntry(at, cardRef, event, text(from), text(to), null, null, null, words(why));
    }

    static HistoryEntry attempt(Instant at, CardRegistration before, CardStatus to) {
        Integer attempt = before.attempts() + 1;
        String from = text(before.status());
        return new HistoryEntry(at, before.cardRef(), "attempt-begun", from, text(to), attempt, null, null, null);
    }

    static HistoryEntry outcome(
            Instant at, String event, CardRegistration before, CardStatus to, Outcome outcome, Duration latency) {
        return new HistoryEntry(
                at,
                before.cardRef(),
                event,
                text(before.status()),
                text(to),
                before.attempts(),
                outcome.outcomeClass().word(),
                latency == null ? null : latency.toMillis(),
                words(outcome.reason()));
    }

    private static String words(Reason reason) {
        return reason == null ? null : reason.words();
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
