package io.cardferry.registration.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a caller that has nothing else to do waits for a change of the ledger. */
public final class Commit {

    private static final long SECONDS_MAX = 10;

    private Commit() {}

    /**
     * Waits for a change to be committed, for at most {@value #SECONDS_MAX} seconds.
     *
     * @throws LedgerUnavailableException if it can't be, or not in time; then it may still be committed later
     */
    public static <T> T of(CompletableFuture<T> change) {
        try {
            return change.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new LedgerUnavailableException("the ledger can't commit", e.getCause());
        } catch (TimeoutException e) {
            throw new LedgerUnavailableException("the ledger did not commit in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("the hub stops", e);
        }
    }
}
