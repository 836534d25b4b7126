package io.cardferry.registration.ledger;

import io.cardferry.registration.DueCard;
import io.cardferry.registration.Registration;
import java.util.List;

/**
 * What the ledger made of a discovery.
 *
 * @param registration as it stands now
 * @param toSend the cards that are to be sent, leased by this process
 */
public record DiscoveryRecorded(Registration registration, List<DueCard> toSend) {

    public DiscoveryRecorded {
        toSend = List.copyOf(toSend);
    }
}
