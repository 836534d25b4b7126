package io.cardferry.intake;

import java.util.Objects;
import java.util.UUID;

/**
 * An operator wants a dead letter replayed, or to know what that would do.
 *
 * @param deadLetterId which
 * @param reason why, in the operator's words
 * @param dryRun whether nothing is to be done
 * @param force whether it is to be sent although the issuer may have processed it and a repeat is not safe
 * @param refresh whether the card is to be read anew from its source
 */
public record ReplayRequest(UUID deadLetterId, String reason, boolean dryRun, boolean force, boolean refresh) {

    public ReplayRequest {
        Objects.requireNonNull(deadLetterId, "deadLetterId");
        Objects.requireNonNull(reason, "reason");
    }

    /** Prints no reason: people write what they like. */
    @Override
    public String toString() {
        return "ReplayRequest[" + deadLetterId + "]";
    }
}
