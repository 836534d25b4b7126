package io.cardferry.app;

import io.cardferry.delivery.IssuerRoom;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PacksInForce;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The issuers' own threads: as many as an issuer takes exchanges at once, and a bounded queue. A card that finds no room
 * waits in the ledger.
 */
final class Lanes implements IssuerRoom, AutoCloseable {

    /** How many cards may wait in a lane for each that is being sent, when the sweep brings more. */
    private static final int WAITING_PER_THREAD = 2;

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final PacksInForce packs;

    Lanes(PacksInForce packs) {
        this.packs = packs;
    }

    /** Opens a lane for an issuer that has none. */
    Lane open(IssuerPack pack) {
        Lane lane = new Lane(pack.id(), pack.concurrency(), packs::generation);
        lanes.put(pack.id(), lane);
        return lane;
    }

    /** Whether a card of the issuer is on its way that may have got a pack from before this generation. */
    boolean isOnTheWaySince(String issuer, long packsOf) {
        Lane lane = lanes.get(issuer);
        return lane != null && lane.isOnTheWaySince(packsOf);
    }

    /** Whether nothing is done or waits in an issuer's lane. */
    boolean isIdle(String issuer) {
        Lane lane = lanes.get(issuer);
        return lane == null || lane.isIdle();
    }

    /** Ends the lane of an issuer, if there is one; what still waits in it is done. */
    void close(String issuer) {
        Lane lane = lanes.remove(issuer);
        if (lane != null) {
            lane.shutdown();
        }
    }

    /** @return {@code null} if it has none */
    Lane of(String issuer) {
        return lanes.get(issuer);
    }

    /** Those with a pack: a lane outlives it until what is on its way has ended. */
    @Override
    public Collection<String> ids() {
        return packs.now().ids();
    }

    @Override
    public int room(String issuer) {
        Lane lane = lanes.get(issuer);
        return lane == null
                ? 0
                : lane.getMaximumPoolSize() * WAITING_PER_THREAD
                        - lane.getActiveCount()
                        - lane.getQueue().size();
    }

    @Override
    public void close() {
        lanes.values().forEach(Lane::shutdownNow);
    }
}
