package io.cardferry.mocks.fault;

import java.util.Set;

/** What can be said about a fault besides its name. */
enum FaultOption {
    DELAY_MS("delayMs", Wire.values()),
    RETRY_AFTER_SECONDS("retryAfterSeconds", Wire.HTTP),
    STATUS("status", Wire.HTTP),
    SILENCE("silence", Wire.HTTP, Wire.TCP),
    AFTER_SECONDS("afterSeconds", Wire.values()),
    TOGETHER("together", Wire.TCP, Wire.JMS);

    final String field;
    private final Set<Wire> wires;

    FaultOption(String field, Wire... wires) {
        this.field = field;
        this.wires = Set.of(wires);
    }

    boolean goesOver(Wire wire) {
        return wires.contains(wire);
    }
}
