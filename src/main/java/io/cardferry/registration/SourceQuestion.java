package io.cardferry.registration;

import java.util.Objects;
import java.util.UUID;

/**
 * What the card sources are asked: which cards an account has, for a registration or for a list that somebody wants to
 * see.
 *
 * @param requestId names the question to the sources; of a registration, its id
 * @param account whose cards; with its assertion, if the caller gave one
 * @param traceparent W3C trace context that is carried on
 */
public record SourceQuestion(UUID requestId, Account account, String traceparent) {

    public SourceQuestion {
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(traceparent, "traceparent");
    }
}
