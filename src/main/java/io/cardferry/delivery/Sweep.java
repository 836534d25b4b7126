package io.cardferry.delivery;

import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** The steps of the sweep's routes: takes what is due, never more than there is room for. */
public final class Sweep {

    private static final int MAX_TAKEN = 100;

    private final Ledger ledger;
    private final IntSupplier room;
    private final IssuerRoom issuers;
    private final SendingLimit sending;
    private final PausedIssuers paused;
    private final Duration interval;
    private final LongSupplier nanoClock;
    private volatile long lookedAtNanos;
    private volatile boolean backlog = true;

    /**
     * @param room how many more registrations this process can begin to work on
     * @param issuers which issuers there are, and how many more cards of each can be taken up
     * @param sending how many of those may be sent
     * @param paused is kept up to date by {@link #readPauses}
     * @param interval between two looks for cards while there is no backlog
     * @param nanoClock as {@link System#nanoTime()}
     */
    public Sweep(
            Ledger ledger,
            IntSupplier room,
            IssuerRoom issuers,
            SendingLimit sending,
            PausedIssuers paused,
            Duration interval,
            LongSupplier nanoClock) {
        this.interval = interval;
        this.nanoClock = nanoClock;
        this.ledger = ledger;
        this.room = room;
        this.issuers = issuers;
        this.sending = sending;
        this.paused = paused;
    }

    /**
     * Whether it is time to look for cards: the poll interval is over, or the last look found more than there was room
     * for. So a backlog is worked off as fast as the issuers take it, and an idle ledger is left alone.
     */
    public boolean isTimeForCards() {
        return backlog || nanoClock.getAsLong() - lookedAtNanos >= interval.toNanos();
    }

    /** Registrations whose sources are to be asked now. */
    public List<Registration> takeRegistrations() {
        int limit = limit(room.getAsInt());
        return limit == 0 ? List.of() : Commit.of(ledger.registrations().takeDueRegistrations(limit));
    }

    /** Learns which issuers are paused, whichever hub was told so. */
    public void readPauses() {
        paused.read(ledger.pauses()::recent);
    }

    /** Cards whose time has come. Each issuer has its own share, so that a slow one takes nobody else's. */
    public List<DueCard> takeCards() {
        lookedAtNanos = nanoClock.getAsLong();
        boolean more = false;
        List<DueCard> taken = new ArrayList<>();
        for (String issuer : issuers.ids()) {
            int limit = limit(issuers.room(issuer));
            List<DueCard> its = limit == 0 ? List.of() : takeCards(issuer, limit);
            more |= its.size() == limit;
            taken.addAll(its);
        }
        backlog = more;
        return taken;
    }

    private List<DueCard> takeCards(String issuer, int limit) {
        int mayBeSent = sending.mayBeSent(issuer);
        if (mayBeSent >= limit) {
            return Commit.of(ledger.cards().takeDueCards(issuer, limit));
        }
        Set<CardStatus> unsent = workedOnWithoutSending(issuer);
        List<DueCard> taken = new ArrayList<>();
        if (mayBeSent > 0) {
            // First, because what tries the issuer out must not wait behind any number of inquiries.
            Set<CardStatus> sent = EnumSet.complementOf(EnumSet.copyOf(unsent));
            sent.retainAll(CardStatus.WORKED_ON);
            taken.addAll(Commit.of(ledger.cards().takeDueCards(issuer, sent, mayBeSent)));
        }
        taken.addAll(Commit.of(ledger.cards().takeDueCards(issuer, unsent, limit - taken.size())));
        return taken;
    }

    /**
     * The cards about which something can be done although nothing may be sent: PENDING ones that a dead process left
     * become RETRY_SCHEDULED, SUBMITTING ones IN_DOUBT, and those in doubt are asked about. What can only be sent is not
     * even looked at, however much of it waits.
     */
    private Set<CardStatus> workedOnWithoutSending(String issuer) {
        return sending.canBeAsked(issuer)
                ? EnumSet.of(CardStatus.PENDING, CardStatus.SUBMITTING, CardStatus.IN_DOUBT)
                : EnumSet.of(CardStatus.PENDING, CardStatus.SUBMITTING);
    }

    private static int limit(int room) {
        return Math.min(MAX_TAKEN, Math.max(0, room));
    }
}
