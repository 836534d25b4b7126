package io.cardferry.commands;

/** The words of a card's {@code status} in the API (docs/api.md). */
enum CardStatus {
    PENDING,
    SUBMITTING,
    RETRY_SCHEDULED,
    IN_DOUBT,
    VERIFICATION_REQUIRED,
    APPROVED,
    DECLINED,
    REJECTED,
    DEAD_LETTERED,
    DISCARDED
}
