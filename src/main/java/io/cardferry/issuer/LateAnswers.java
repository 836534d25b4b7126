package io.cardferry.issuer;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.StaleChangeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads answers that nobody waits for: whose they are, and what they say (docs/decisions/030). What they may change, the
 * ledger knows. Changes nothing itself.
 */
public final class LateAnswers {

    private final Ledger ledger;
    private final AnswerReader answers;
    private final UnmatchedAnswers unmatched;

    public LateAnswers(Ledger ledger, AnswerReader answers, UnmatchedAnswers unmatched) {
        this.ledger = ledger;
        this.answers = answers;
        this.unmatched = unmatched;
    }

    /**
     * @return empty if it belongs to nothing, which is told then
     * @throws LedgerUnavailableException if the ledger can't be asked whose it is
     */
    public Optional<LateAnswer> read(ArrivedAnswer arrived) {
        IssuerAnswer said = IssuerAnswer.ofMessage(arrived.answer());
        if (arrived.about().isPresent()) {
            return Optional.of(late(arrived.about().get(), said));
        }
        Optional<LateAnswer> found = find(arrived.pack(), arrived.answer());
        if (found.isEmpty()) {
            unmatched.tell(arrived.issuer());
        }
        return found;
    }

    /**
     * Whether what came of the exchange itself is still to be recorded: an answer that came first must stand, so a later one
     * has to wait for that.
     *
     * @throws LedgerUnavailableException if the ledger can't be asked
     */
    public boolean isTooEarly(ArrivedAnswer arrived) {
        return arrived.about()
                .filter(about -> ledger.changed(List.of(about.card())).isEmpty())
                .isPresent();
    }

    private LateAnswer late(Dispatch about, IssuerAnswer said) {
        UUID requestId = about.card().issuerRequestId();
        Outcome outcome = about.purpose() == Dispatch.Purpose.ATTEMPT
                ? answers.read(about.pack(), requestId, said)
                : answers.readInquiry(about.pack(), requestId, said);
        return new LateAnswer(about.card(), outcome, false);
    }

    /**
     * The card that an answer names, and what it says about it.
     *
     * @return empty if it can't be read, or names no card that was sent to this issuer, or is not the answer to that
     * @throws LedgerUnavailableException if the ledger can't be asked
     */
    public Optional<LateAnswer> find(IssuerPack pack, byte[] answer) {
        IssuerAnswer said = IssuerAnswer.ofMessage(answer);
        return answers.requestIdOf(pack, said)
                .flatMap(ledger::cardOfRequest)
                .filter(card -> pack.id().equals(card.issuer()) && !card.trail().isUnsent())
                .filter(card -> isItsAnswer(pack, card, answer))
                .map(card -> new LateAnswer(card, answers.read(pack, card.issuerRequestId(), said), true));
    }

    /** An inquiry has a number of its own, and what is said to it is about something else. */
    private boolean isItsAnswer(IssuerPack pack, CardRegistration card, byte[] answer) {
        Map<String, String> fields = matchedBy(card);
        if (fields.isEmpty()) {
            // Of a card that is decided nothing is kept to compare: an answer with another number must not be an alarm.
            boolean isDecided = CardLifecycle.isDecided(card.status())
                    || !ledger.changed(List.of(card)).isEmpty();
            return !(pack.transport() instanceof TcpTransport && isDecided);
        }
        return pack.format()
                .layout()
                .flatMap(layout -> new AnswerMatch(layout, List.copyOf(fields.keySet())).keyOf(answer))
                .filter(AnswerMatch.key(fields)::equals)
                .isPresent();
    }

    /** By which fields the card's message is known. Empty once that is removed, or if it can't be opened: its request id has to do then. */
    private Map<String, String> matchedBy(CardRegistration card) {
        try {
            return IssuerMessage.fromJson(ledger.message(card)).matchedBy();
        } catch (StaleChangeException | IllegalArgumentException removedOrUnreadable) {
            return Map.of();
        }
    }
}
