package io.cardferry.issuer;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;

/** The steps of the routes {@code send-again} and {@code inquire-issuer}: what is done about a card after its first attempt. */
public final class CardFollowUp {

    private final PacksInForce packs;
    private final MessageRenderer renderer;
    private final Ledger ledger;
    private final String requestorId;
    private final SendingTime sending;
    private final TraceNumbers numbers;

    /**
     * @param requestorId ours, as token requestor: 11 digits
     * @param sending how long after an intent its message may be sent
     * @param numbers for questions that say when, and under which number, they are sent
     */
    public CardFollowUp(
            PacksInForce packs,
            MessageRenderer renderer,
            Ledger ledger,
            String requestorId,
            SendingTime sending,
            TraceNumbers numbers) {
        this.packs = packs;
        this.renderer = renderer;
        this.ledger = ledger;
        this.requestorId = requestorId;
        this.sending = sending;
        this.numbers = numbers;
    }

    /** The message that was kept, whatever became of its pack since then. */
    public Dispatch openMessage(DueCard due) {
        CardRegistration card = due.card();
        IssuerMessage message = IssuerMessage.fromJson(ledger.cards().message(card));
        return new Dispatch(
                Dispatch.Purpose.ATTEMPT, ledger.registrations().registrationOf(card), card, packOf(card), message, 0);
    }

    /** Commits that the card is about to be sent once more. Nothing may leave before. */
    public Dispatch recordRepeat(Dispatch dispatch) {
        long begunNanos = System.nanoTime();
        return dispatch.with(Commit.of(ledger.cards().recordRepeat(dispatch.card())), sending.until(begunNanos));
    }

    /** The question what became of the card. */
    public Dispatch makeInquiry(DueCard due) {
        CardRegistration card = due.card();
        IssuerPack pack = packOf(card);
        IssuerMessage question = renderer.inquiry(pack, card, requestorId, numbers.next(pack));
        return new Dispatch(
                Dispatch.Purpose.INQUIRY,
                ledger.registrations().registrationOf(card),
                card,
                pack,
                question,
                sending.until(System.nanoTime()));
    }

    private IssuerPack packOf(CardRegistration card) {
        return packs.now().pack(card.issuer()).orElseThrow(() -> new UnsupportedIssuer(card.issuer()));
    }
}
