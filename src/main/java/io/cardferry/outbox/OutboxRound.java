package io.cardferry.outbox;

import io.cardferry.registration.OutboxBacklog;
import io.cardferry.registration.OutboxEntry;
import io.cardferry.registration.OutboxEntry.Kind;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.Outbox;
import io.cardferry.security.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the outbox's routes. A round takes what is due, has each entry sent, and reports what became of it. Rounds
 * follow one another; the entries of one are sent at the same time.
 *
 * <p>While the broker is away, or has no room, nothing is taken. A destination that refuses one entry is not tried with others of the same
 * round: each of them waits, longer each time.
 */
public final class OutboxRound {

    /** What the outbox is made of and told to. */
    public record Parts(Outbox outbox, BooleanSupplier brokerTakes, Runnable nextRound, OutboxListener listener) {}

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRound.class);

    /** Of each kind. */
    private static final int TAKEN_MAX = 100;

    private final Parts parts;
    private final OutboxPatience patience;
    private final Duration sendingTime;
    private final Set<String> refusedBy = ConcurrentHashMap.newKeySet();
    private volatile boolean brokerFailed;
    private volatile long takenAt;
    private volatile OutboxBacklog backlog = OutboxBacklog.NONE;

    /** @param sendingTime how long after it was taken an entry may be sent: less than its lease */
    public OutboxRound(Parts parts, OutboxPatience patience, Duration sendingTime) {
        this.parts = Objects.requireNonNull(parts, "parts");
        this.patience = Objects.requireNonNull(patience, "patience");
        this.sendingTime = sendingTime;
    }

    /** Counts what waits, for those who watch. */
    public void count() {
        backlog = parts.outbox().backlog();
    }

    /** How many entries waited when they were last counted. */
    public int waiting() {
        return backlog.waiting();
    }

    /** For how long the oldest of them has been waiting at this time; zero if none is. */
    public Duration oldestAge(Instant now) {
        return backlog.age(now);
    }

    /** What is due; after a failure of the broker only as much as shows whether it is back. */
    public List<OutboxEntry> take() {
        if (!parts.brokerTakes().getAsBoolean()) {
            return List.of();
        }
        int limit = brokerFailed ? 1 : TAKEN_MAX;
        brokerFailed = false;
        refusedBy.clear();
        takenAt = System.nanoTime();
        List<OutboxEntry> taken = new ArrayList<>();
        boolean more = false;
        for (Kind kind : Kind.values()) {
            List<OutboxEntry> due = Commit.of(parts.outbox().takeDue(kind, limit));
            taken.addAll(due);
            more |= due.size() == TAKEN_MAX;
        }
        if (more) {
            parts.nextRound().run();
        }
        return taken;
    }

    /** Whether the entry is worth a try still. */
    public boolean mayBeSent(OutboxEntry entry) {
        if (brokerFailed) {
            parts.outbox().handBack(entry);
            return false;
        }
        boolean inTime = System.nanoTime() - takenAt < sendingTime.toNanos();
        return inTime && !refusedBy.contains(where(entry));
    }

    /** The broker has the entry's message on its disk. */
    public void sent(OutboxEntry entry) {
        Commit.of(parts.outbox().sent(entry));
        parts.listener().told(entry.kind(), OutboxListener.Result.SENT);
    }

    /** The entry was not sent, or that could not be recorded. */
    public void failed(OutboxEntry entry, Throwable failure) {
        boolean takes = parts.brokerTakes().getAsBoolean();
        SendFailure why = SendFailure.of(failure, entry.destination(), takes);
        parts.listener().told(entry.kind(), OutboxListener.Result.FAILED);
        switch (why) {
            case LEDGER -> LOG.warn("the ledger can't tell or record what is sent; it is sent once more later");
            case BROKER -> handBack(entry, failure);
            default -> refused(entry, why, failure);
        }
    }

    private void handBack(OutboxEntry entry, Throwable failure) {
        if (!brokerFailed) {
            brokerFailed = true;
            LOG.warn("the broker takes no messages ({}); they wait in the ledger", name(failure));
        }
        parts.outbox().handBack(entry);
    }

    private void refused(OutboxEntry entry, SendFailure why, Throwable failure) {
        if (!refusedBy.add(where(entry))) {
            return;
        }
        String words = SafeText.masked(where(entry)) + ": " + name(failure);
        Duration wait = patience.waitAfter(entry);
        LOG.warn(
                "a message was refused by {} ({}); tried again in {} s",
                SafeText.quoted(SafeText.masked(where(entry))),
                name(failure),
                wait.toSeconds());
        try {
            int attemptsMax = patience.attemptsMax(entry, why);
            String cut = words.length() > 400 ? words.substring(0, 400) : words;
            Commit.of(parts.outbox().refused(entry, wait, attemptsMax, cut)).forEach(given -> gaveUp(given, words));
        } catch (LedgerUnavailableException e) {
            LOG.warn("{}; a refused message is tried again after its lease", e.getMessage());
        }
    }

    private void gaveUp(OutboxEntry entry, String words) {
        LOG.error(
                "ALARM: the reply about registration {} is given up after {} attempts: {}",
                entry.subjectId(),
                entry.attempts(),
                SafeText.quoted(words));
        parts.listener().told(entry.kind(), OutboxListener.Result.GIVEN_UP);
    }

    private static String where(OutboxEntry entry) {
        return entry.destination() == null ? "the queue of dead letters" : entry.destination();
    }

    /** The innermost cause tells most; its message may quote anything. */
    private static String name(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < 10; depth++) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName();
    }
}
