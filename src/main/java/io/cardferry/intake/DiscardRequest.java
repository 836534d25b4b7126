package io.cardferry.intake;

import java.util.Objects;
import java.util.UUID;

/**
 * An operator closes a dead letter for good.
 *
 * @param deadLetterId which
 * @param reason why, in the operator's words
 */
public record DiscardRequest(UUID deadLetterId, String reason) {

    public DiscardRequest {
        Objects.requireNonNull(deadLetterId, "deadLetterId");
        Objects.requireNonNull(reason, "reason");
    }

    /** Prints no reason: people write what they like. */
    @Override
    public String toString() {
        return "DiscardRequest[" + deadLetterId + "]";
    }
}
