package io.cardferry.delivery;

import java.time.Duration;
import java.util.Objects;

/**
 * What an issuer allows to be done about a card that it has not decided (docs/adding-an-issuer.md).
 *
 * @param retry how often and how long it is tried
 * @param canBeAsked whether it has an inquiry
 * @param notBefore how long after the last possible send its "never seen" may be believed; 0 without inquiry
 * @param repeatIsSafe whether a repeated request id gives the first answer
 * @param remembers how long {@code canBeAsked} and {@code repeatIsSafe} hold, from the first attempt
 */
public record IssuerRules(
        RetryPolicy retry, boolean canBeAsked, Duration notBefore, boolean repeatIsSafe, Duration remembers) {

    public IssuerRules {
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(notBefore, "notBefore");
        Objects.requireNonNull(remembers, "remembers");
    }
}
