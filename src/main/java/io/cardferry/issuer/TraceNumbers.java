package io.cardferry.issuer;

import io.cardferry.registration.TraceBlock;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Numbers the messages to each issuer: systems trace audit numbers (ISO 8583, field 11), six digits, counted by the ledger
 * for all hubs (docs/decisions/030). Thread-safe.
 */
public final class TraceNumbers {

    /** A commit of the ledger for so many messages. */
    private static final int BLOCK = 20;

    /** In less time nobody gets around and meets one of these numbers again. */
    private static final long KEPT_MAX = Duration.ofMinutes(1).toNanos();

    /** Where numbers come from. */
    public interface Source {
        /** Takes that many of the issuer's next numbers, or fewer where their range ends. */
        CompletableFuture<TraceBlock> take(String issuer, int wanted);
    }

    private final Source source;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<String, Issuer> issuers = new ConcurrentHashMap<>();

    /**
     * @param clock what a message says of when it is sent
     * @param nanoTime as {@link System#nanoTime()}
     */
    public TraceNumbers(Source source, Clock clock, LongSupplier nanoTime) {
        this.source = source;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * When, and under which number, a message of this pack goes out now.
     *
     * @throws LedgerUnavailableException if there is no number left and the ledger gives no new ones
     */
    public Transmission next(IssuerPack pack) {
        Optional<String> number = pack.format().numbersMessages() ? Optional.of(next(pack.id())) : Optional.empty();
        return new Transmission(clock.instant(), number);
    }

    /**
     * The next number of an issuer, as six digits.
     *
     * @throws LedgerUnavailableException if there is none left and the ledger gives no new ones
     */
    public String next(String issuer) {
        return String.format(
                "%06d", issuers.computeIfAbsent(issuer, Issuer::new).next());
    }

    /** The numbers of one issuer that are left, and the block that is being taken. */
    private final class Issuer {

        private final String id;
        private TraceBlock block;
        private int next;
        private long keptUntil;
        private CompletableFuture<TraceBlock> taking;

        Issuer(String id) {
            this.id = id;
        }

        int next() {
            while (true) {
                CompletableFuture<TraceBlock> awaited;
                synchronized (this) {
                    if (hasNumbers()) {
                        return next++;
                    }
                    awaited = taking();
                }
                use(awaited);
            }
        }

        private boolean hasNumbers() {
            return block != null && next <= block.last() && nanoTime.getAsLong() - keptUntil < 0;
        }

        /** One for all who wait: a number each is not a commit each, and a ledger that is away fails all of them at once. */
        private CompletableFuture<TraceBlock> taking() {
            if (taking == null) {
                block = null;
                keptUntil = nanoTime.getAsLong() + KEPT_MAX;
                taking = source.take(id, BLOCK);
            }
            return taking;
        }

        private void use(CompletableFuture<TraceBlock> awaited) {
            TraceBlock taken = null;
            try {
                taken = Commit.of(awaited);
            } finally {
                synchronized (this) {
                    if (taking == awaited) {
                        taking = null;
                        block = taken;
                        next = taken == null ? 0 : taken.first();
                    }
                }
            }
        }
    }
}
