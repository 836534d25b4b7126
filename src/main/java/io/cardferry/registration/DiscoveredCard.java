package io.cardferry.registration;

import java.time.Instant;
import java.util.Objects;

/**
 * A card as a source lists it. Never holds a clear card number.
 *
 * @param source the id of the source that lists it
 * @param cardRef the source's name of it, 1 to 64 characters
 * @param issuerCode the issuer as the source names it, or {@code null}: then {@code bin} decides
 * @param bin the first 6 to 8 digits, or {@code null}
 * @param last4 the last four digits
 * @param brand e.g. {@code VISA}, or {@code null}
 * @param expiry {@code YYYY-MM}, or {@code null}
 * @param status the source's word; only {@code ACTIVE} is registrable
 * @param registeredOn where it is registered already, or {@code null}
 * @param panReference EMV PAR or the like, the same for the same card everywhere, or {@code null}
 * @param sealedCard compact JWE, up to 8 KiB
 * @param asOf how fresh the source's list is, or {@code null}
 */
public record DiscoveredCard(
        String source,
        String cardRef,
        String issuerCode,
        String bin,
        String last4,
        String brand,
        String expiry,
        String status,
        RegisteredOn registeredOn,
        String panReference,
        String sealedCard,
        Instant asOf) {

    public DiscoveredCard {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(cardRef, "cardRef");
        Objects.requireNonNull(last4, "last4");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(sealedCard, "sealedCard");
        if (issuerCode == null && bin == null) {
            throw new IllegalArgumentException("a card names its issuer or its BIN");
        }
    }

    /** Prints only what may be seen. */
    @Override
    public String toString() {
        return "DiscoveredCard[" + source + "/" + cardRef + " ending in " + last4 + "]";
    }
}
