package io.cardferry.issuer;

import java.time.Duration;
import java.util.Objects;

/**
 * How long after an intent its message may begin to be sent. Lies safely inside the lease that the intent took: who was
 * held up longer, by whatever, must not send any more, because somebody else may have taken the card over.
 *
 * @param ofLease how long a lease lasts
 */
public record SendingTime(Duration ofLease) {

    public SendingTime {
        Objects.requireNonNull(ofLease, "ofLease");
    }

    /** @param intentBegunNanos when the intent's commit was asked for, by {@link System#nanoTime()} */
    long until(long intentBegunNanos) {
        return intentBegunNanos + ofLease.toNanos() / 3 * 2;
    }
}
