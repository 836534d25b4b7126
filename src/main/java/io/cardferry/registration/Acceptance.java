package io.cardferry.registration;

import java.util.UUID;

/**
 * What became of a request under its idempotency key.
 *
 * @param kind new, a repetition, or another request under a used key
 * @param registrationId the registration that the key belongs to
 */
public record Acceptance(Kind kind, UUID registrationId) {

    /** How the request relates to its key. */
    public enum Kind {
        /** The first under its key: there is a registration now, on the disk. */
        ACCEPTED,
        /** The same request again. */
        REPEATED,
        /** Another request under the same key. */
        KEY_REUSED
    }
}
