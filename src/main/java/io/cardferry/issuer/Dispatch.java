package io.cardferry.issuer;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Registration;
import java.util.Objects;

/**
 * A message on its way to an issuer.
 *
 * @param purpose what it is for
 * @param registration the registration that the card belongs to; may be without its cards
 * @param card the card registration that it is about
 * @param pack the issuer's pack as it is now
 * @param message what is sent: of an attempt as it was rendered, once and for ever
 * @param sendUntilNanos until when it may begin to be sent, by {@link System#nanoTime()}: after that, somebody else may
 *     have taken the card over
 */
public record Dispatch(
        Purpose purpose,
        Registration registration,
        CardRegistration card,
        IssuerPack pack,
        IssuerMessage message,
        long sendUntilNanos) {

    /** What a message is for. */
    public enum Purpose {
        /** To register the card. */
        ATTEMPT,
        /** To learn what became of an earlier attempt. */
        INQUIRY
    }

    public Dispatch {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(registration, "registration");
        Objects.requireNonNull(card, "card");
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(message, "message");
    }

    /** The route that talks to this version of the issuer's pack. */
    public String endpoint() {
        return endpointOf(pack);
    }

    /** The route that talks to this version of a pack: a changed pack gets a new one, and the old one can drain. */
    public static String endpointOf(IssuerPack pack) {
        return "direct:issuer-" + pack.id() + "-" + pack.version();
    }

    /** For what outlives the exchange: where the hub opens cards, a message holds a clear card number. */
    Dispatch withoutContent() {
        IssuerMessage empty = message.withBody(message.contentType(), new byte[0]);
        return new Dispatch(purpose, registration, card, pack, empty, sendUntilNanos);
    }

    /** The same, now that its intent is committed. */
    Dispatch with(CardRegistration changed, long mayBeSentUntilNanos) {
        return new Dispatch(purpose, registration, changed, pack, message, mayBeSentUntilNanos);
    }
}
