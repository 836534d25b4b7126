package io.cardferry.registration;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The status of a card registration (docs/api.md). {@link CardLifecycle} says which may follow which. */
public enum CardStatus {
    /** Found, not sent yet. */
    PENDING(false, false),
    /** Being sent: the intent is committed, the answer is not. */
    SUBMITTING(false, false),
    /** The issuer certainly did not process it; it is sent again when due. */
    RETRY_SCHEDULED(false, false),
    /** Sent, and the outcome is unknown. */
    IN_DOUBT(false, false),
    /** The issuer wants the cardholder verified. */
    VERIFICATION_REQUIRED(true, false),
    /** Registered on the device. */
    APPROVED(true, true),
    /** The issuer said no. */
    DECLINED(true, true),
    /** Never sent, and the reason says why. */
    REJECTED(true, true),
    /** Given up for now; waits for an operator. */
    DEAD_LETTERED(true, false),
    /** An operator closed the dead letter. */
    DISCARDED(true, true);

    /** Those that the hub works on of its own accord. */
    public static final Set<CardStatus> WORKED_ON =
            Arrays.stream(values()).filter(status -> !status.settled).collect(Collectors.toUnmodifiableSet());

    private final boolean settled;
    private final boolean last;

    CardStatus(boolean settled, boolean last) {
        this.settled = settled;
        this.last = last;
    }

    /** Whether the hub does nothing more of its own accord. */
    public boolean isSettled() {
        return settled;
    }

    /** Whether nobody can change it any more. */
    public boolean isFinal() {
        return last;
    }
}
