package io.cardferry.source;

import io.cardferry.registration.CardListRequest;
import java.util.List;
import java.util.Objects;

/**
 * A request for a card list together with what the card sources said about its account.
 *
 * @param answers one per enabled source, in the configured order
 */
public record AnsweredListRequest(CardListRequest request, List<TimedAnswer> answers) {

    public AnsweredListRequest {
        Objects.requireNonNull(request, "request");
        answers = List.copyOf(answers);
    }
}
