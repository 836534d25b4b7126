package io.cardferry.issuer;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the issuer is asked what became of a request. Which answer means "never seen" is for the pack's answer mapping to
 * say.
 *
 * @param address where, over HTTP; empty if the question is a message, which the format makes
 * @param notBefore how long after the last possible send a "never seen" may be believed; 0 or more
 */
public record Inquiry(Optional<Address> address, Duration notBefore) {

    /**
     * Where an issuer is asked over HTTP.
     *
     * @param method the HTTP method
     * @param path below the transport's URL
     */
    public record Address(String method, Template path) {

        public Address {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(path, "path");
        }
    }

    public Inquiry {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(notBefore, "notBefore");
    }
}
