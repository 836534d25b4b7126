package io.cardferry.outbound;

import java.time.Duration;
import java.util.Objects;

/**
 * What a call may cost.
 *
 * @param connectTimeout for a connection to stand, TLS included
 * @param responseTimeout from sending to the last byte of the answer, however it drips
 * @param connections how many may be open at once
 * @param answerBytes the largest answer that is read
 */
public record HttpLimits(Duration connectTimeout, Duration responseTimeout, int connections, int answerBytes) {

    public HttpLimits {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(responseTimeout, "responseTimeout");
        if (connections < 1 || answerBytes < 1) {
            throw new IllegalArgumentException("a call needs a connection and an answer");
        }
    }
}
