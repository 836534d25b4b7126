package io.cardferry.issuer;

import java.util.List;

/**
 * The packs that this hub works with now: one set, which a reload replaces as a whole (docs/decisions/026). Everything that
 * asks for a pack asks here, and keeps what it got until it has done with a card: a card's way is never half old and half
 * new. Thread-safe.
 */
public final class PacksInForce {

    private record Set(IssuerRouting routing, long generation) {}

    private volatile Set set;

    /** @param packs the enabled packs, without overlapping ranges */
    public PacksInForce(List<IssuerPack> packs) {
        set = new Set(new IssuerRouting(packs), 0);
    }

    /** The packs as they are now. */
    public IssuerRouting now() {
        return set.routing;
    }

    /** How often the set was replaced: what began to work before has an older number. */
    public long generation() {
        return set.generation;
    }

    /** From now on everybody gets these. */
    public synchronized void replace(IssuerRouting routing) {
        set = new Set(routing, set.generation + 1);
    }
}
