package io.cardferry.mocks.fault;

/** What can be said about a fault besides its name. */
enum FaultOption {
    DELAY_MS("delayMs"),
    RETRY_AFTER_SECONDS("retryAfterSeconds"),
    STATUS("status"),
    SILENCE("silence"),
    AFTER_SECONDS("afterSeconds");

    final String field;

    FaultOption(String field) {
        this.field = field;
    }
}
