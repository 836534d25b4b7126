package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
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
     * @param latency {@code null} if it is not known
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
        LOG.error(
                "ALARM: issuer {} decided {} on request {} after an operator had given it up; the card is {}",
                current.issuer(),
                outcome.decision(),
                then.issuerRequestId(),
                current.status());
        write(current, "late-answer", outcome, latency, now);
        return CardChange.none(current);
    }

    private CardChange secondDecision(CardRegistration current, Outcome outcome, Duration latency, Instant now) {
        boolean same = current.status() == outcome.decision().status()
                && Objects.equals(current.tokenReference(), outcome.tokenReference());
        if (!same) {
            LOG.error(
                    "ALARM: issuer {} contradicts its own decision on request {}: {} stands, {} came later",
                    current.issuer(),
                    current.issuerRequestId(),
                    current.status(),
                    outcome.decision());
        }
        write(current, same ? "answer-repeated" : "answer-contradicted", outcome, latency, now);
        return CardChange.none(current);
    }

    private void write(CardRegistration card, String event, Outcome outcome, Duration latency, Instant now) {
        History.write(jdbc, card.registrationId(), List.of(History.outcome(now, event, card, null, outcome, latency)));
    }
}
