package io.cardferry.registration;

import java.util.Objects;

/**
 * A card that is to be sent to its issuer now.
 *
 * @param registration the registration it belongs to, as it stood when the card was taken up
 * @param card the card registration
 * @param discovered the card as its source lists it
 */
public record Submission(Registration registration, CardRegistration card, DiscoveredCard discovered) {

    public Submission {
        Objects.requireNonNull(registration, "registration");
        Objects.requireNonNull(card, "card");
        Objects.requireNonNull(discovered, "discovered");
    }

    /** The same submission after its card registration has changed. */
    public Submission with(CardRegistration changed) {
        return new Submission(registration, changed, discovered);
    }
}
