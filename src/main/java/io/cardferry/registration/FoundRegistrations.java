package io.cardferry.registration;

import java.util.List;

/**
 * One page of what a search found.
 *
 * @param registrations newest first: by their ids, descending
 * @param more whether older ones follow
 */
public record FoundRegistrations(List<Registration> registrations, boolean more) {

    public FoundRegistrations {
        registrations = List.copyOf(registrations);
    }
}
