package io.cardferry.app;

import io.cardferry.issuer.IssuerPack;
import java.time.Duration;

/**
 * A version of a pack that is out of use, and whose route still stands.
 *
 * @param pack the version
 * @param generation of the packs that came into force instead
 * @param sinceNanos when, by {@link System#nanoTime()}
 */
record Retirement(IssuerPack pack, long generation, long sinceNanos) {

    /** What was found before the switch may still be on its way to the lane: there is no hurry. */
    static final Duration AT_LEAST = Duration.ofSeconds(3);

    /** How long an answer is waited for whose exchange has ended without it: a bank that is late is so by seconds. */
    static final Duration ANSWERS_FOR = Duration.ofMinutes(1);

    /** Whether it has stood long enough, if nobody needs it any more. */
    boolean isRipe(long nowNanos) {
        return nowNanos - sinceNanos >= AT_LEAST.toNanos();
    }

    /** Whether nothing can be sent by it any more: every intent that knew it has lost its lease. */
    boolean isOverdue(long nowNanos, Duration lease) {
        Duration bound = lease.plus(pack.transport().connectTimeout())
                .plus(pack.transport().responseTimeout())
                .plus(AT_LEAST);
        return nowNanos - sinceNanos >= bound.toNanos();
    }
}
