package io.cardferry.mocks.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When the answers of one mock issuer leave that speaks TCP or JMS: at once, late, together with others, or never. What
 * leaves must not block: it is handed to who sends it. Bounded: of more than {@value Deliveries#MAX_WAITING} late ones the
 * next are never sent.
 */
public final class Departures {

    private final ScheduledExecutorService clock;
    private final AtomicInteger late = new AtomicInteger();
    private List<Runnable> heldBack = new ArrayList<>();

    public Departures(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    /** @param sending hands the answer to who sends it */
    public void leave(Delivery delivery, Runnable sending) {
        switch (delivery.manner()) {
            case HANG -> {
                // Nobody gives up waiting but the asker.
            }
            case LATE -> leaveLate(delivery.ms(), sending);
            case OUT_OF_ORDER -> leaveTogether(delivery, sending);
            default -> sending.run();
        }
    }

    private void leaveLate(long ms, Runnable sending) {
        if (late.incrementAndGet() > Deliveries.MAX_WAITING) {
            late.decrementAndGet();
            return;
        }
        after(ms, () -> {
            late.decrementAndGet();
            sending.run();
        });
    }

    private void leaveTogether(Delivery delivery, Runnable sending) {
        List<Runnable> group;
        synchronized (this) {
            group = heldBack;
            group.add(sending);
            if (group.size() == 1) {
                after(delivery.ms(), () -> release(group));
            }
        }
        if (group.size() >= delivery.together()) {
            release(group);
        }
    }

    /** Once: whoever comes second, the last of them or the time, finds them gone. */
    private void release(List<Runnable> group) {
        List<Runnable> leaving;
        synchronized (this) {
            if (group != heldBack) {
                return;
            }
            heldBack = new ArrayList<>();
            leaving = new ArrayList<>(group);
        }
        Collections.reverse(leaving);
        leaving.forEach(Runnable::run);
    }

    private void after(long ms, Runnable action) {
        clock.schedule(action, ms, TimeUnit.MILLISECONDS);
    }
}
