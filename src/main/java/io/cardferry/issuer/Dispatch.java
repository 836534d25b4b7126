package io.cardferry.issuer;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Submission;
import java.util.Objects;

/**
 * A card on its way to its issuer: what is sent, and by which pack.
 *
 * @param submission the card and the registration that it belongs to
 * @param pack the issuer's pack
 * @param message the message as rendered, once and for ever
 */
public record Dispatch(Submission submission, IssuerPack pack, IssuerMessage message) {

    public Dispatch {
        Objects.requireNonNull(submission, "submission");
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(message, "message");
    }

    /** The route that talks to this version of the issuer's pack. */
    public String endpoint() {
        return endpoint(pack);
    }

    /** The route that talks to this version of a pack: a changed pack gets a new one, and the old one can drain. */
    public static String endpoint(IssuerPack pack) {
        return "direct:issuer-" + pack.id() + "-" + pack.version();
    }

    Dispatch with(CardRegistration changed) {
        return new Dispatch(submission.with(changed), pack, message);
    }
}
