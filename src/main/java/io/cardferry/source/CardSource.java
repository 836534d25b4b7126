package io.cardferry.source;

import io.cardferry.delivery.RetryPolicy;
import io.cardferry.outbound.Authentication;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * A second payment server that knows the cards which accounts registered on other devices.
 *
 * @param id {@code [a-z][a-z0-9-]{0,30}}
 * @param name what people call it, 1 to 64 characters
 * @param url its address, without a slash at the end
 * @param authentication of both sides; of a source that is switched off none
 * @param connectTimeout longest wait for a connection
 * @param responseTimeout longest time from sending to the last byte of the answer
 * @param form in which it is asked and answers
 * @param retry when it is asked again after a failure
 * @param enabled whether it is asked at all
 */
public record CardSource(
        String id,
        String name,
        URI url,
        Authentication authentication,
        Duration connectTimeout,
        Duration responseTimeout,
        SourceForm form,
        RetryPolicy retry,
        boolean enabled) {

    public CardSource {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(responseTimeout, "responseTimeout");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(retry, "retry");
    }
}
