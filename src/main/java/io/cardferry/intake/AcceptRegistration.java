package io.cardferry.intake;

import io.cardferry.registration.Acceptance;
import io.cardferry.registration.Registration;
import io.cardferry.registration.Uuid7;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.NewRegistration;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Makes a request durable: the step of every intake after which nothing is lost. */
public final class AcceptRegistration {

    private final Ledger ledger;
    private final BooleanSupplier hasRoom;

    /** @param hasRoom whether this process can begin to work on another registration at once */
    public AcceptRegistration(Ledger ledger, BooleanSupplier hasRoom) {
        this.ledger = ledger;
        this.hasRoom = hasRoom;
    }

    /**
     * Commits the registration, or finds the one that has its key.
     *
     * @throws io.cardferry.registration.ledger.LedgerUnavailableException if the ledger can't commit in time
     */
    public Accepted accept(ReceivedRequest received) {
        UUID id = Uuid7.next();
        String traceparent = received.traceparent() == null ? TraceContext.of(id) : received.traceparent();
        NewRegistration registration =
                new NewRegistration(id, received.key(), received.request(), traceparent, received.replyRequest());
        boolean startsNow = hasRoom.getAsBoolean();
        Acceptance acceptance = Commit.of(ledger.registrations().accept(registration, startsNow));
        return new Accepted(acceptance, received, startsNow && acceptance.kind() == Acceptance.Kind.ACCEPTED);
    }

    /** The registration that was accepted, to be worked on. */
    public Registration load(Accepted accepted) {
        return ledger.registrations()
                .findForDiscovery(accepted.registrationId())
                .orElseThrow();
    }
}
