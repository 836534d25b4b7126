package io.cardferry.messaging;

import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How full the embedded broker's store is. Only programs within the hub's process could empty its queues, so it may fill
 * in the end: the log is told once when it does, and once when there is room again.
 */
public final class StoreLevel {

    private enum Stage {
        ROOM,
        FILLS,
        FULL
    }

    private static final Logger LOG = LoggerFactory.getLogger(StoreLevel.class);

    private static final int FULL_PERCENT = 100;
    private static final int FILLS_PERCENT = 80;
    /** Below it there is room again: a level that goes up and down a little is no news. */
    private static final int ROOM_PERCENT = 70;

    private final IntSupplier percent;
    private Stage told = Stage.ROOM;

    /** @param percent of the store that is used; more than 100 if the last message just went in */
    StoreLevel(IntSupplier percent) {
        this.percent = percent;
    }

    /** How much of the store is used, in percent; may be a little more than 100. */
    public int percent() {
        return percent.getAsInt();
    }

    /** Whether the broker takes no more messages. */
    public boolean isFull() {
        return percent() >= FULL_PERCENT;
    }

    /** Tells the log if that has changed since it was last told. */
    void look() {
        int now = percent();
        Stage stage = now >= FULL_PERCENT ? Stage.FULL : now >= FILLS_PERCENT ? Stage.FILLS : Stage.ROOM;
        if (stage.compareTo(told) < 0 && now >= ROOM_PERCENT) {
            return;
        }
        if (stage != told) {
            tell(stage, now);
        }
        told = stage;
    }

    private static void tell(Stage stage, int percent) {
        switch (stage) {
            case FULL ->
                LOG.warn("the embedded broker's store is full: it takes no messages, and what is to be told waits in"
                        + " the ledger; docs/jms.md says how to make room");
            case FILLS ->
                LOG.warn(
                        "the embedded broker's store is {} % full: nobody empties its queues; docs/jms.md says how"
                                + " to make room",
                        percent);
            case ROOM -> LOG.info("the embedded broker's store has room again: {} % full", percent);
        }
    }
}
