package io.cardferry.issuer;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.StaleChangeException;
import io.cardferry.security.UnreadableSealException;
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
                .filter(about -> ledger.cards().changed(List.of(about.card())).isEmpty())
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
                .flatMap(ledger.cards()::cardOfRequest)
                .filter(card -> pack.id().equals(card.issuer()) && !card.trail().isUnsent())
                .filter(card -> isItsAnswer(pack, card, answer))
                .map(card -> new LateAnswer(card, answers.read(pack, card.issuerRequestId(), said), true));
    }

    /**
     * Over TCP an inquiry has a number of its own, and what is said to it is about something else. Any other transport has
     * nothing but the request id.
     */
    private boolean isItsAnswer(IssuerPack pack, CardRegistration card, byte[] answer) {
        if (!(pack.transport() instanceof TcpTransport)) {
            return true;
        }
        Map<String, String> fields = matchedBy(card);
        if (fields.isEmpty()) {
            // Nothing to compare: the request id has to do, but an answer with another number must not be an alarm.
            return !isDecidedNow(card);
        }
        return pack.format()
                .layout()
                .flatMap(layout -> new AnswerMatch(layout, List.copyOf(fields.keySet())).keyOf(answer))
                .filter(AnswerMatch.key(fields)::equals)
                .isPresent();
    }

    /** Looked at anew: a message that is removed by now may have been there when the card was found. */
    private boolean isDecidedNow(CardRegistration card) {
        return ledger.cards()
                .cardOfRequest(card.issuerRequestId())
                .filter(now -> CardLifecycle.isDecided(now.status()))
                .isPresent();
    }

    /**
     * By which fields the card's message is known. Of cards that were sent before the ledger kept these for themselves, the
     * message tells; nothing once that is removed, or if it can't be opened.
     */
    private Map<String, String> matchedBy(CardRegistration card) {
        Map<String, String> kept = ledger.cards().matchedBy(card);
        if (!kept.isEmpty()) {
            return kept;
        }
        try {
            return IssuerMessage.fromJson(ledger.cards().message(card)).matchedBy();
        } catch (StaleChangeException | IllegalArgumentException | UnreadableSealException removedOrUnreadable) {
            return Map.of();
        }
    }
}
