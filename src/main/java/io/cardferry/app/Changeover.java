package io.cardferry.app;

import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.IssuerRouting;
import io.cardferry.issuer.PackChange;
import io.cardferry.issuer.PacksInForce;
import io.cardferry.operations.HubMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings other packs into force (docs/decisions/026): first everything that they need is put beside the old, then one
 * reference is switched, and what nobody needs any more is taken away once no card is on its way there.
 */
final class Changeover implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Changeover.class);
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(500);

    private final PacksInForce packs;
    private final Lanes lanes;
    private final IssuerRoutes routes;
    private final HubMetrics metrics;
    private final Duration lease;
    /** Every version whose route stands, by its name. */
    private final Map<String, IssuerPack> standing = new HashMap<>();

    /** Those of them that are out of use. */
    private final Map<String, Retirement> retired = new HashMap<>();

    private final ScheduledThreadPoolExecutor rounds;

    /** @param lease how long an intent allows to send */
    Changeover(Issuers issuers, IssuerRoutes routes, HubMetrics metrics, Duration lease) {
        this.packs = issuers.packs();
        this.lanes = issuers.lanes();
        this.routes = routes;
        this.metrics = metrics;
        this.lease = lease;
        this.rounds = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "retired-packs");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Gives the first packs what they need; before the routes start. */
    synchronized void begin() throws Exception {
        prepare(packs.now().packs());
    }

    /**
     * Switches to other packs.
     *
     * @throws IllegalStateException if one of them can't be given what it needs; the old ones stay in force then
     */
    synchronized List<PackChange> switchTo(List<IssuerPack> next) {
        IssuerRouting after = new IssuerRouting(next);
        List<PackChange> changes = PackChange.between(packs.now(), after);
        try {
            prepare(next);
        } catch (Exception e) {
            retire();
            throw new IllegalStateException("the new packs could not be given their routes", e);
        }
        // Fewer threads before the switch and more after it: never more than the client in use has connections.
        next.forEach(pack -> lanes.of(pack.id()).resizeAtMost(pack.concurrency()));
        packs.replace(after);
        next.forEach(pack -> lanes.of(pack.id()).resize(pack.concurrency()));
        retire();
        return changes;
    }

    private void prepare(Collection<IssuerPack> next) throws Exception {
        for (IssuerPack pack : next) {
            if (!standing.containsKey(pack.toString())) {
                routes.add(pack);
                standing.put(pack.toString(), pack);
            }
            if (lanes.of(pack.id()) == null) {
                openLane(pack);
            }
        }
    }

    private void openLane(IssuerPack pack) throws Exception {
        Lane lane = lanes.open(pack);
        try {
            routes.addLane(pack.id(), lane);
        } catch (Exception e) {
            lanes.close(pack.id());
            throw e;
        }
        metrics.watchPool("issuer-" + pack.id(), lane);
    }

    /** Notes which versions are out of use; one that is in use again is so no longer. */
    private void retire() {
        long now = System.nanoTime();
        standing.forEach((version, pack) -> {
            if (isInForce(pack)) {
                retired.remove(version);
            } else {
                retired.putIfAbsent(version, new Retirement(pack, packs.generation(), now));
            }
        });
        lookAgain();
    }

    /** One round: takes away what nobody needs any more. */
    private synchronized void takeAway() {
        List.copyOf(retired.values()).stream().filter(this::isDone).forEach(this::takeAway);
        lookAgain();
    }

    private void lookAgain() {
        if (!retired.isEmpty() && rounds.getQueue().isEmpty()) {
            rounds.schedule(() -> takeAway(), BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean isDone(Retirement old) {
        return isLeft(old) && !routes.isOwedAnswers(old.pack());
    }

    /** Whether no card is on its way there. */
    private boolean isLeft(Retirement old) {
        long now = System.nanoTime();
        if (!lanes.isOnTheWaySince(old.pack().id(), old.generation())) {
            return old.isRipe(now) && (hasPack(old) || lanes.isIdle(old.pack().id()));
        }
        // A card that does not come back has lost its lease, and must not send any more.
        return old.isOverdue(now, lease) && !routes.isSending(old.pack());
    }

    private void takeAway(Retirement old) {
        String issuer = old.pack().id();
        try {
            routes.remove(old.pack());
            standing.remove(old.pack().toString());
            retired.remove(old.pack().toString());
            if (!hasPack(old)
                    && standing.values().stream().noneMatch(pack -> pack.id().equals(issuer))) {
                routes.removeLane(issuer);
                lanes.close(issuer);
                metrics.forgetPool("issuer-" + issuer);
            }
            LOG.info("issuer pack {} is out of use, and its route taken away", old.pack());
        } catch (Exception e) {
            LOG.warn(
                    "the route of issuer pack {} could not be taken away yet: {}",
                    old.pack(),
                    e.getClass().getName());
        }
    }

    private boolean hasPack(Retirement old) {
        return packs.now().pack(old.pack().id()).isPresent();
    }

    private boolean isInForce(IssuerPack pack) {
        return packs.now()
                .pack(pack.id())
                .filter(now -> now.version().equals(pack.version()))
                .isPresent();
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
