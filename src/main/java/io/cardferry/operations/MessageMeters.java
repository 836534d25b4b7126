package io.cardferry.operations;

import io.cardferry.intake.jms.TakenMessages;
import io.cardferry.registration.OutboxEntry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * What the metrics show of messages. The counters stand at 0 from the start: an alarm on their growth must not miss the
 * first time.
 */
public final class MessageMeters {

    private static final List<String> RESULTS = List.of("sent", "failed", "given-up");

    private final MeterRegistry registry;

    MessageMeters(MeterRegistry registry) {
        this.registry = registry;
        for (TakenMessages.Result result : TakenMessages.Result.values()) {
            registry.counter("cardferry.messages.taken", "result", result.word());
        }
        for (OutboxEntry.Kind kind : OutboxEntry.Kind.values()) {
            RESULTS.forEach(result -> registry.counter("cardferry.outbox", "kind", kind.word(), "result", result));
        }
    }

    /** A message was taken from the queue of requests. */
    public void taken(TakenMessages.Result result) {
        registry.counter("cardferry.messages.taken", "result", result.word()).increment();
    }

    /**
     * Something became of an entry of the outbox.
     *
     * @param result sent, failed or given-up
     */
    public void outboxTold(OutboxEntry.Kind kind, String result) {
        registry.counter("cardferry.outbox", "kind", kind.word(), "result", result)
                .increment();
    }

    /** Shows how long the oldest entry of the outbox has been waiting. */
    public void watchOldest(DoubleSupplier seconds) {
        gauge("cardferry.outbox.oldest.seconds", seconds);
    }

    /** Shows whether the broker is there. */
    public void watchBroker(BooleanSupplier isHere) {
        gauge("cardferry.broker.up", () -> isHere.getAsBoolean() ? 1 : 0);
    }

    /** Shows how much of the embedded broker's store is used. */
    public void watchStore(DoubleSupplier percent) {
        gauge("cardferry.broker.store.percent", percent);
    }

    private void gauge(String name, DoubleSupplier value) {
        // Nobody else holds the supplier.
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .strongReference(true)
                .register(registry);
    }
}
