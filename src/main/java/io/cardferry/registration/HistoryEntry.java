package io.cardferry.registration;

import java.time.Instant;

/**
 * One line of a registration's history. Never holds card data beyond the last four digits.
 *
 * @param at when, by the database's clock
 * @param cardRef the card that it is about, or {@code null} if about the registration
 * @param event what happened, e.g. {@code received}, {@code source-answered}, {@code status-changed}
 * @param from the status before, or {@code null}
 * @param to the status after, or {@code null}
 * @param attempt the number of the attempt (1 is the first), or {@code null}
 * @param outcome the outcome class or source status, or {@code null}
 * @param latencyMs how long the exchange took, in milliseconds, or {@code null}
 * @param detail a short text for people, or {@code null}
 */
public record HistoryEntry(
        Instant at,
        String cardRef,
        String event,
        String from,
        String to,
        Integer attempt,
        String outcome,
        Long latencyMs,
        String detail) {

    /** The same with another detail. */
    public HistoryEntry withDetail(String text) {
        return new HistoryEntry(at, cardRef, event, from, to, attempt, outcome, latencyMs, text);
    }
}
