package io.cardferry.source;

import io.cardferry.registration.Registration;
import java.util.List;
import java.util.Objects;

/**
 * A registration together with what the card sources said about its account.
 *
 * @param registration as it was when the sources were asked
 * @param answers one per enabled source
 */
public record AnsweredDiscovery(Registration registration, List<TimedAnswer> answers) {

    public AnsweredDiscovery {
        Objects.requireNonNull(registration, "registration");
        answers = List.copyOf(answers);
    }
}
