package io.cardferry.registration;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Something that the hub gave up for now: a card registration, or a whole registration whose sources were never
 * available. It waits for an operator.
 *
 * @param deadLetterId UUIDv7
 * @param previousDeadLetterId the last death of the same card (or registration) before this one, or {@code null}
 * @param registrationId the registration
 * @param cardRegistrationId the card, or {@code null} if the whole registration died
 * @param cardRef the card's reference, or {@code null}
 * @param issuer the card's issuer, or {@code null}
 * @param issuerRequestId the request id that the issuer knows it by, or {@code null}
 * @param inDoubt whether the issuer may have processed it
 * @param reason why it was given up
 * @param attempts how often it was sent, or its sources asked, until then
 * @param firstAttemptAt when it was first sent, or {@code null} if it never was
 * @param lastAttemptAt when it was last sent, or {@code null}
 * @param diedAt when it was given up
 * @param state whether it still waits, and if not, what ended it
 * @param closedAt when that was, or {@code null} while it waits
 * @param messageRemoved whether what is needed to send the card again was removed while it waited: it can be refreshed,
 *     resolved or discarded, and asked about in doubt, but not sent as it was
 */
public record DeadLetter(
        UUID deadLetterId,
        UUID previousDeadLetterId,
        UUID registrationId,
        UUID cardRegistrationId,
        String cardRef,
        String issuer,
        UUID issuerRequestId,
        boolean inDoubt,
        Reason reason,
        int attempts,
        Instant firstAttemptAt,
        Instant lastAttemptAt,
        Instant diedAt,
        State state,
        Instant closedAt,
        boolean messageRemoved) {

    /** What has become of a dead letter. */
    public enum State {
        /** It waits for an operator. */
        OPEN,
        /** An operator had it sent, or its sources asked, again. */
        REPLAYED,
        /** An operator recorded what the issuer's people said. */
        RESOLVED,
        /** An operator closed it for good. */
        DISCARDED,
        /** The issuer's decision came after all. */
        SETTLED
    }

    public DeadLetter {
        Objects.requireNonNull(deadLetterId, "deadLetterId");
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(diedAt, "diedAt");
        Objects.requireNonNull(state, "state");
    }

    /** Whether the whole registration died, and not a card of it. */
    public boolean isOfRegistration() {
        return cardRegistrationId == null;
    }
}
