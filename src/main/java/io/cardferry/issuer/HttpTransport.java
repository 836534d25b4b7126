package io.cardferry.issuer;

import io.cardferry.outbound.Authentication;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an issuer is reached over HTTP.
 *
 * @param url absolute, http or https, without a slash at its end; paths are appended to it
 * @param authentication of both sides; of a pack that is not enabled none
 * @param connectTimeout until the connection, TLS included, stands; 1 ms to 5 min
 * @param responseTimeout from sending to the last byte of the answer; 1 ms to 5 min
 * @param method of the request that carries a card registration
 * @param path of that request, below the URL
 * @param headers the pack's own headers, in the order of the file
 */
public record HttpTransport(
        URI url,
        Authentication authentication,
        Duration connectTimeout,
        Duration responseTimeout,
        String method,
        Template path,
        Map<String, Template> headers)
        implements Transport {

    /** The word for it in {@code issuer.yaml} and in kept messages. */
    public static final String TYPE = "http";

    public HttpTransport {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(responseTimeout, "responseTimeout");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Optional<String> address() {
        return Optional.of(url.toString());
    }
}
