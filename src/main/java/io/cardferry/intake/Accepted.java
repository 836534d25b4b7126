package io.cardferry.intake;

import io.cardferry.registration.Acceptance;
import java.util.Objects;
import java.util.UUID;

/**
 * A request that is on the disk, or was found there under its key.
 *
 * @param acceptance what became of it
 * @param received the request as it came in
 * @param startsNow whether this process begins to work on it at once
 */
public record Accepted(Acceptance acceptance, ReceivedRequest received, boolean startsNow) {

    public Accepted {
        Objects.requireNonNull(acceptance, "acceptance");
        Objects.requireNonNull(received, "received");
    }

    /** The registration that the request's key belongs to. */
    public UUID registrationId() {
        return acceptance.registrationId();
    }
}
