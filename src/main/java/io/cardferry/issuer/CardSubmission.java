package io.cardferry.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Submission;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.security.UnreadableSealedCard;

/** The steps of the route {@code submit-card}: render the message, commit the intent, or record why it is not sent. */
public final class CardSubmission {

    private final MessageRenderer renderer;
    private final Ledger ledger;
    private final String requestorId;
    private final SendingTime sending;
    private final TraceNumbers numbers;

    /**
     * @param requestorId ours, as token requestor: 11 digits
     * @param sending how long after an intent its message may be sent
     * @param numbers for messages that say when, and under which number, they are sent
     */
    public CardSubmission(
            MessageRenderer renderer, Ledger ledger, String requestorId, SendingTime sending, TraceNumbers numbers) {
        this.renderer = renderer;
        this.ledger = ledger;
        this.requestorId = requestorId;
        this.sending = sending;
        this.numbers = numbers;
    }

    /**
     * Translates the card registration into its issuer's format.
     *
     * @throws NotRepresentable if a value does not fit that format
     * @throws MappingFailed if the pack's mapping is wrong for this card
     * @throws LedgerUnavailableException if the message needs a number and there is none
     */
    public Dispatch render(OpenedSubmission opened) {
        Submission submission = opened.submission();
        CardRegistration card = submission.card();
        IssuerPack pack = opened.pack();
        ObjectNode canonical = CanonicalCard.of(
                submission.registration(),
                card.issuerRequestId(),
                pack.id(),
                submission.discovered(),
                opened.opened(),
                requestorId);
        CanonicalCard.transmitted(canonical, numbers.next(pack));
        return new Dispatch(
                Dispatch.Purpose.ATTEMPT, submission.registration(), card, pack, renderer.render(pack, canonical), 0);
    }

    /** Commits what is about to be sent. Nothing may leave before. */
    public Dispatch recordIntent(Dispatch dispatch) {
        long begunNanos = System.nanoTime();
        IssuerMessage message = dispatch.message();
        String version = dispatch.pack().version();
        CardRegistration sent =
                Commit.of(ledger.cards().recordIntent(dispatch.card(), message.toJson(), message.matchedBy(), version));
        return dispatch.with(sent, sending.until(begunNanos));
    }

    /** Records that the card is never sent, because a value does not fit. */
    public CardRegistration recordNotRepresentable(Submission submission, NotRepresentable why) {
        Reason reason = new Reason(ReasonCode.NOT_REPRESENTABLE, why.getMessage());
        return Commit.of(ledger.cards().recordRejection(submission.card(), reason));
    }

    /** Records that the card is never sent, because its source sealed another one than it lists. */
    public CardRegistration recordMismatch(Submission submission, SealedCardMismatch why) {
        Reason reason = new Reason(ReasonCode.SEALED_CARD_MISMATCH, why.getMessage());
        return Commit.of(ledger.cards().recordRejection(submission.card(), reason));
    }

    /** Records that the card can't be sent until it can be opened, or was read again from its source. */
    public CardRegistration recordUnreadable(Submission submission, UnreadableSealedCard why) {
        Reason reason = new Reason(ReasonCode.SEALED_CARD_UNREADABLE, why.getMessage());
        return Commit.of(ledger.cards().recordDeath(submission.card(), reason));
    }

    /** Records that the card can't be sent until somebody has mended its pack. */
    public CardRegistration recordMappingFailed(Submission submission, MappingFailed why) {
        Reason reason = new Reason(ReasonCode.MAPPING_FAILED, why.getMessage());
        return Commit.of(ledger.cards().recordDeath(submission.card(), reason));
    }
}
