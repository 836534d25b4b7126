package io.cardferry.source;

import io.cardferry.registration.SourceExchange;
import java.time.Duration;
import java.util.Objects;

/**
 * A source's answer, and how long it took.
 *
 * @param answer what it said, or that it said nothing
 * @param latency from sending to the end of the answer
 */
public record TimedAnswer(SourceAnswer answer, Duration latency) {

    public TimedAnswer {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(latency, "latency");
    }

    SourceExchange forHistory() {
        return new SourceExchange(answer.report(), latency, answer.detail());
    }
}
