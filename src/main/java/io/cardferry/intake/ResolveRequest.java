package io.cardferry.intake;

import io.cardferry.registration.Resolution;
import java.util.Objects;
import java.util.UUID;

/**
 * An operator records what the issuer's own people said about a dead letter.
 *
 * @param deadLetterId which
 * @param resolution what they said
 * @param reason how the operator knows, in the operator's words
 */
public record ResolveRequest(UUID deadLetterId, Resolution resolution, String reason) {

    public ResolveRequest {
        Objects.requireNonNull(deadLetterId, "deadLetterId");
        Objects.requireNonNull(resolution, "resolution");
        Objects.requireNonNull(reason, "reason");
    }

    /** Prints neither token nor reason. */
    @Override
    public String toString() {
        return "ResolveRequest[" + deadLetterId + "]";
    }
}
