package io.cardferry.app;

import io.cardferry.delivery.IssuerRoom;
import io.cardferry.issuer.IssuerPack;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The issuers' own threads: as many as an issuer takes exchanges at once, and a bounded queue. A card that finds no room
 * waits in the ledger.
 */
final class Lanes implements IssuerRoom, AutoCloseable {

    /** How many cards may wait in a lane for each that is being sent, when the sweep brings more. */
    private static final int WAITING_PER_THREAD = 2;

    private final SortedMap<String, ThreadPoolExecutor> lanes = new TreeMap<>();

    Lanes(List<IssuerPack> packs) {
        packs.forEach(pack -> lanes.put(pack.id(), Pools.lane(pack.id(), pack.concurrency())));
    }

    ThreadPoolExecutor of(String issuer) {
        return lanes.get(issuer);
    }

    @Override
    public Collection<String> ids() {
        return lanes.keySet();
    }

    @Override
    public int room(String issuer) {
        ThreadPoolExecutor lane = lanes.get(issuer);
        return lane.getMaximumPoolSize() * WAITING_PER_THREAD
                - lane.getActiveCount()
                - lane.getQueue().size();
    }

    @Override
    public void close() {
        lanes.values().forEach(ThreadPoolExecutor::shutdownNow);
    }
}
