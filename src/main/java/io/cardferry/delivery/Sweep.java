package io.cardferry.delivery;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/** The steps of the sweep's routes: takes what is due, never more than there is room for. */
public final class Sweep {

    private static final int MAX_TAKEN = 100;

    private final Ledger ledger;
    private final IntSupplier room;
    private final Duration inquireIn;

    /**
     * @param room how many more registrations or cards this process can begin to work on
     * @param inquireIn when a card that was lost while it was being sent is looked at again
     */
    public Sweep(Ledger ledger, IntSupplier room, Duration inquireIn) {
        this.ledger = ledger;
        this.room = room;
        this.inquireIn = inquireIn;
    }

    /** Registrations whose sources are to be asked now. */
    public List<Registration> takeRegistrations() {
        int limit = limit();
        return limit == 0 ? List.of() : Commit.of(ledger.takeDueRegistrations(limit));
    }

    /** Cards that are to be sent now. */
    public List<CardRegistration> takeCards() {
        int limit = limit();
        return limit == 0 ? List.of() : Commit.of(ledger.takeDueCards(limit, inquireIn));
    }

    private int limit() {
        return Math.min(MAX_TAKEN, Math.max(0, room.getAsInt()));
    }
}
