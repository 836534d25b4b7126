package io.cardferry.issuer;

import java.time.Duration;
import java.util.Objects;

/**
 * How the issuer is asked what became of a request. Which answer means "never seen" is for the pack's answer mapping to
 * say.
 *
 * @param method the HTTP method
 * @param path below the transport's URL
 * @param notBefore how long after the last possible send a "never seen" may be believed; 0 or more
 */
public record Inquiry(String method, Template path, Duration notBefore) {

    public Inquiry {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(notBefore, "notBefore");
    }
}
