package io.cardferry.registration;

import java.util.List;

/**
 * One page of the dead letters that wait.
 *
 * @param deadLetters in the order that was asked for
 * @param more whether others follow
 */
public record FoundDeadLetters(List<DeadLetter> deadLetters, boolean more) {

    public FoundDeadLetters {
        deadLetters = List.copyOf(deadLetters);
    }
}
