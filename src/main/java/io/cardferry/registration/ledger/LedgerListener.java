package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.RegistrationStatus;
import java.util.UUID;

/** Is told of changes after their commit, on the committer's thread: must not wait, and must not throw. */
public interface LedgerListener {

    /** The registration was accepted for the first time. */
    void registrationAccepted(UUID registrationId);

    /** The registration is COMPLETED or FAILED. */
    void registrationEnded(UUID registrationId, RegistrationStatus status);

    /** A card registration has come to this status. */
    void cardChanged(CardRegistration card);

    /** Something in the outbox is due. */
    default void outboxDue() {}
}
