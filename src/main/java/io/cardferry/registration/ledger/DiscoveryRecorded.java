package io.cardferry.registration.ledger;

import io.cardferry.registration.Registration;
import io.cardferry.registration.Submission;
import java.util.List;

/**
 * What the ledger made of a discovery.
 *
 * @param registration as it stands now
 * @param submissions the cards that are to be sent, leased by this process
 */
public record DiscoveryRecorded(Registration registration, List<Submission> submissions) {

    public DiscoveryRecorded {
        submissions = List.copyOf(submissions);
    }
}
