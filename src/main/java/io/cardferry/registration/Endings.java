package io.cardferry.registration;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells those who wait in this process that a registration has ended. Who waits must look at the registration after it
 * has begun to wait: what ended before is not told.
 */
public final class Endings implements AutoCloseable {

    private final ConcurrentHashMap<UUID, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Begins to wait.
     *
     * @return completes when the registration has ended, and at the latest after {@code patience}; continue from it on
     *     another thread. Complete it to stop waiting.
     */
    public CompletableFuture<Void> await(UUID registrationId, Duration patience) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        waiting.compute(registrationId, (id, others) -> {
            Set<CompletableFuture<Void>> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(ended);
            return all;
        });
        ended.whenComplete((nothing, failure) -> forget(registrationId, ended));
        // Looked at after the waiting has begun, so that no one is overlooked.
        if (closed) {
            ended.complete(null);
        }
        return ended.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The registration has ended. */
    public void announce(UUID registrationId) {
        Set<CompletableFuture<Void>> all = waiting.remove(registrationId);
        if (all != null) {
            all.forEach(ended -> ended.complete(null));
        }
    }

    /** What is waited for. */
    public List<UUID> awaited() {
        return List.copyOf(waiting.keySet());
    }

    /** How many wait. */
    public int waiting() {
        return waiting.values().stream().mapToInt(Set::size).sum();
    }

    /** Nobody waits any longer: the hub stops, and whoever waits is answered while it still can be. */
    @Override
    public void close() {
        closed = true;
        waiting.keySet().forEach(this::announce);
    }

    private void forget(UUID registrationId, CompletableFuture<Void> ended) {
        waiting.computeIfPresent(registrationId, (id, all) -> {
            all.remove(ended);
            return all.isEmpty() ? null : all;
        });
    }
}
