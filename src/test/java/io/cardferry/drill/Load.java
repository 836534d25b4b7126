package io.cardferry.drill;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.Json.json;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Many callers who each register one account after the other, under a key of its own, and repeat under that key until
 * they are answered 2xx: what the contract asks of a caller who does not know.
 */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final World world;
    private final int registrations;
    private final AtomicInteger begun = new AtomicInteger();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failed = new ConcurrentHashMap<>();
    private final ExecutorService callers;

    Load(World world, int registrations, int callers) {
        this.world = world;
        this.registrations = registrations;
        this.callers = Executors.newFixedThreadPool(callers);
        for (int i = 0; i < callers; i++) {
            this.callers.execute(this::registerAll);
        }
    }

    /** The account of each registration, and its id. */
    Map<String, String> accepted() {
        return accepted;
    }

    /** How many answers there were by status, and how many callers got none at first. */
    String answers() {
        return "answers " + new TreeMap<>(statuses) + ", none for " + unanswered.size();
    }

    /** Waits until each registration has been accepted. */
    void awaitAll() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> accepted.size() + failed.size() >= registrations);
        failed.forEach((account, failure) -> {
            throw new AssertionError("the caller of " + account + " gave up", failure);
        });
    }

    private void registerAll() {
        for (int i = begun.getAndIncrement(); i < registrations; i = begun.getAndIncrement()) {
            String account = "acc-" + i;
            // Half of them wait for the end.
            String preference = i % 2 == 0 ? "wait=5" : "respond-async";
            try {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> isAccepted(account, preference));
            } catch (RuntimeException | AssertionError e) {
                failed.put(account, e);
            }
        }
    }

    private boolean isAccepted(String account, String preference) {
        if (!world.isServing()) {
            return false;
        }
        HttpResponse<String> response;
        try {
            response = world.hub.post("key-of-" + account, all(account), "Prefer", preference);
        } catch (IllegalStateException nobodyThere) {
            unanswered.add(account);
            return false;
        }
        int status = response.statusCode();
        statuses.computeIfAbsent(status, each -> new AtomicInteger()).incrementAndGet();
        if (status / 100 == 2) {
            accepted.put(account, json(response).path("registrationId").asText());
            return true;
        }
        if (status != 503) {
            throw new IllegalStateException("answered " + status + ": " + response.body());
        }
        return false;
    }

    @Override
    public void close() {
        callers.shutdownNow();
        try {
            callers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
