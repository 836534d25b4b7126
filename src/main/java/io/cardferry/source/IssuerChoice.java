package io.cardferry.source;

import io.cardferry.registration.DiscoveredCard;
import java.util.Optional;

/** Decides which issuer a card belongs to. */
public interface IssuerChoice {

    /** @return the id of the issuer pack that takes the card, or empty if none does */
    Optional<String> issuerFor(DiscoveredCard card);
}
