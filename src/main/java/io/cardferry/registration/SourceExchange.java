package io.cardferry.registration;

import java.time.Duration;
import java.util.Objects;

/**
 * One exchange with a card source, for the history.
 *
 * @param report how the source answered
 * @param latency from sending to the end of the answer
 * @param detail a short text without data, or {@code null}
 */
public record SourceExchange(SourceReport report, Duration latency, String detail) {

    public SourceExchange {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(latency, "latency");
    }
}
