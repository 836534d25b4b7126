package io.cardferry.delivery;

import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.DeadLetters;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the route {@code sweep-messages}: dead letters keep what is needed to send their cards only for a while. */
public final class KeptMessages {

    private static final Logger LOG = LoggerFactory.getLogger(KeptMessages.class);

    private static final int MAX_REMOVED = 100;

    private final DeadLetters deadLetters;
    private final Duration age;

    /** @param age how long they keep it */
    public KeptMessages(DeadLetters deadLetters, Duration age) {
        this.deadLetters = deadLetters;
        this.age = age;
    }

    /** Removes some of what is older: the rest waits for the next round. */
    public void removeOld() {
        int removed = Commit.of(deadLetters.removeMessages(age, MAX_REMOVED));
        if (removed > 0) {
            LOG.info("the messages of {} dead letters were removed; see messageRemoved", removed);
        }
    }
}
