package io.cardferry.operations;

import io.cardferry.source.TimedAnswer;
import java.util.List;
import java.util.Objects;

/**
 * A refresh together with what the card sources said.
 *
 * @param asked what they were asked
 * @param answers one per enabled source, in the configured order
 */
public record AnsweredRefresh(RefreshQuestion asked, List<TimedAnswer> answers) {

    public AnsweredRefresh {
        Objects.requireNonNull(asked, "asked");
        answers = List.copyOf(answers);
    }
}
