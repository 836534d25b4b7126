package io.cardferry.delivery;

import io.cardferry.registration.DueCard;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The steps of the sweep's routes: takes what is due, never more than there is room for. */
public final class Sweep {

    private static final int MAX_TAKEN = 100;

    private final Ledger ledger;
    private final IntSupplier room;
    private final IssuerRoom issuers;

    /**
     * @param room how many more registrations this process can begin to work on
     * @param issuers which issuers there are, and how many more cards of each can be taken up
     */
    public Sweep(Ledger ledger, IntSupplier room, IssuerRoom issuers) {
        this.ledger = ledger;
        this.room = room;
        this.issuers = issuers;
    }

    /** Registrations whose sources are to be asked now. */
    public List<Registration> takeRegistrations() {
        int limit = limit(room.getAsInt());
        return limit == 0 ? List.of() : Commit.of(ledger.takeDueRegistrations(limit));
    }

    /** Cards whose time has come. Each issuer has its own share, so that a slow one takes nobody else's. */
    public List<DueCard> takeCards() {
        List<DueCard> taken = new ArrayList<>();
        for (String issuer : issuers.ids()) {
            int limit = limit(issuers.room(issuer));
            if (limit > 0) {
                taken.addAll(Commit.of(ledger.takeDueCards(issuer, limit)));
            }
        }
        return taken;
    }

    private static int limit(int room) {
        return Math.min(MAX_TAKEN, Math.max(0, room));
    }
}
