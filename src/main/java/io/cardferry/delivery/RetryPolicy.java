package io.cardferry.delivery;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and how long something is tried again.
 *
 * @param firstDelay before the second attempt; at least 1 ms
 * @param multiplier by which each further delay grows; 1 to 100
 * @param maxDelay no delay is longer; at least {@code firstDelay}
 * @param maxAttempts the first attempt included; 1 to 1,000
 * @param maxAge since the first attempt; nothing is sent after it
 */
public record RetryPolicy(Duration firstDelay, double multiplier, Duration maxDelay, int maxAttempts, Duration maxAge) {

    public RetryPolicy {
        Objects.requireNonNull(firstDelay, "firstDelay");
        Objects.requireNonNull(maxDelay, "maxDelay");
        Objects.requireNonNull(maxAge, "maxAge");
        require(firstDelay.toMillis() >= 1, "first-delay is at least 1ms");
        require(multiplier >= 1 && multiplier <= 100, "multiplier is from 1 to 100");
        require(maxDelay.compareTo(firstDelay) >= 0, "max-delay is at least first-delay");
        require(maxAttempts >= 1 && maxAttempts <= 1000, "max-attempts is from 1 to 1000");
        require(!maxAge.isNegative() && !maxAge.isZero(), "max-age is more than 0");
    }

    /**
     * The delay after an attempt.
     *
     * @param attempt the attempt that has just ended; 1 is the first
     * @param retryAfter how long the other side asked us to wait, or {@code null}; obeyed up to {@code maxDelay}
     * @param jitter from 0 (inclusive) to 1 (exclusive); takes away up to a fifth of the delay, so that what failed
     *     together does not come back together
     */
    public Duration delayAfter(int attempt, Duration retryAfter, double jitter) {
        double grown = firstDelay.toMillis() * Math.pow(multiplier, Math.max(0, attempt - 1));
        double capped = Math.min(grown, maxDelay.toMillis());
        Duration own = Duration.ofMillis(Math.max(1, Math.round(capped * (1 - jitter / 5))));
        if (retryAfter == null || retryAfter.compareTo(own) <= 0) {
            return own;
        }
        return retryAfter.compareTo(maxDelay) < 0 ? retryAfter : maxDelay;
    }

    /**
     * Whether there is budget for another attempt.
     *
     * @param attempts how many there have been
     * @param age how long ago the first was
     */
    public boolean allowsAnother(int attempts, Duration age) {
        return attempts < maxAttempts && age.compareTo(maxAge) < 0;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
