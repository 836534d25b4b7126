package io.cardferry.registration;

/** The status of a registration (docs/api.md). */
public enum RegistrationStatus {
    /** Accepted and durable; discovery has not ended. */
    RECEIVED,
    /** Sources or issuers are still being asked. */
    PROCESSING,
    /** Every card registration is settled. */
    COMPLETED,
    /** There is nothing to register; the reason says why. */
    FAILED;

    /** Whether the hub does nothing more of its own accord. */
    public boolean isEnded() {
        return this == COMPLETED || this == FAILED;
    }
}
