package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records answers that change nothing: the history tells of them, and some are an alarm. */
final class EffectlessAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(EffectlessAnswers.class);

    /**
     * What says the same, of what a card gets without having asked: an issuer that repeats itself for ever must not fill the
     * ledger, and what it repeats must not keep out what it says besides. The exchanges that the hub began itself are bounded
     * by the card's budget, and are all written.
     */
    private static final int ALIKE_MAX = 10;

    /** Of one event, whatever it says: an issuer that says something new each time is out of its mind. */
    private static final int UNASKED_MAX = 100;

    private static final int DETAIL_MAX = 400;

    private static final String UNASKED = """
            SELECT COUNT(*) AS unasked,
              COUNT(CASE WHEN outcome = ? AND COALESCE(detail, '') = ? THEN 1 END) AS alike
            FROM history_entry
            WHERE registration_id = ? AND card_ref = ? AND event = ? AND latency_ms IS NULL""";

    private final JdbcTemplate jdbc;

    EffectlessAnswers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A decision counts whoever brings it, unless one stands already; anything else only if it is the card's turn to end.
     *
     * @param then the card as it was when its issuer was spoken to
     * @param current the card as it is now
     * @param ends whether an answer without a decision ends what is under way with the card
     * @param latency {@code null} exactly for what nobody waited for
     * @return empty if the answer counts
     */
    Optional<CardChange> record(
            CardRegistration then,
            CardRegistration current,
            boolean ends,
            Outcome outcome,
            Duration latency,
            Instant now) {
        if (!ends && outcome.outcomeClass() != OutcomeClass.DECIDED) {
            write(current, "late-answer", outcome, latency, now);
            return Optional.of(CardChange.none(current));
        }
        if (current.status() == CardStatus.DISCARDED || !then.issuerRequestId().equals(current.issuerRequestId())) {
            return Optional.of(tooLate(then, current, outcome, latency, now));
        }
        return CardLifecycle.isDecided(current.status())
                ? Optional.of(secondDecision(current, outcome, latency, now))
                : Optional.empty();
    }

    /** An operator has closed the card for good, or had it sent under another request id: only a person can mend that. */
    private CardChange tooLate(
            CardRegistration then, CardRegistration current, Outcome outcome, Duration latency, Instant now) {
        if (write(current, "late-answer", outcome, latency, now)) {
            LOG.error(
                    "ALARM: issuer {} decided {} on request {} of registration {} after an operator had given it up; the"
                            + " card is {}",
                    then.issuer(),
                    outcome.decision(),
                    then.issuerRequestId(),
                    current.registrationId(),
                    current.status());
        }
        return CardChange.none(current);
    }

    private CardChange secondDecision(CardRegistration current, Outcome outcome, Duration latency, Instant now) {
        boolean same = current.status() == outcome.decision().status()
                && Objects.equals(current.tokenReference(), outcome.tokenReference());
        boolean written = write(current, same ? "answer-repeated" : "answer-contradicted", outcome, latency, now);
        if (written && !same) {
            LOG.error(
                    "ALARM: issuer {} contradicts its own decision on request {} of registration {}: {} stands, {} came"
                            + " later",
                    current.issuer(),
                    current.issuerRequestId(),
                    current.registrationId(),
                    current.status(),
                    outcome.decision());
        }
        return CardChange.none(current);
    }

    /** False if there is enough of it already. */
    private boolean write(CardRegistration card, String event, Outcome outcome, Duration latency, Instant now) {
        HistoryEntry entry =
                History.outcome(now, event, card, null, outcome, latency).withDetail(detail(outcome));
        if (latency == null && isEnough(card, entry)) {
            return false;
        }
        History.write(jdbc, card.registrationId(), List.of(entry));
        return true;
    }

    /** Whoever has to find out which of two decisions holds needs both tokens. */
    private static String detail(Outcome outcome) {
        if (outcome.reason() != null) {
            return outcome.reason().words();
        }
        if (outcome.decision() == null) {
            return null;
        }
        String token = outcome.tokenReference();
        String detail = outcome.decision() + (token == null ? "" : ", token reference " + token);
        return detail.substring(0, Math.min(DETAIL_MAX, detail.length()));
    }

    private boolean isEnough(CardRegistration card, HistoryEntry entry) {
        String detail = entry.detail() == null ? "" : entry.detail();
        return jdbc.queryForObject(
                UNASKED,
                (row, number) -> row.getInt("unasked") >= UNASKED_MAX || row.getInt("alike") >= ALIKE_MAX,
                entry.outcome(),
                detail,
                card.registrationId(),
                entry.cardRef(),
                entry.event());
    }
}
