package io.cardferry.intake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What goes out over HTTP: nothing else of the exchange does.
 *
 * @param status from 200 to 599
 * @param headers all but {@code Content-Type} and {@code Content-Length}
 * @param contentType of the body
 * @param body the whole of it; may be empty
 */
public record HttpAnswer(int status, Map<String, String> headers, String contentType, byte[] body) {

    public HttpAnswer {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("an answer's status is from 200 to 599, not " + status);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
    }

    /** The same answer with one more header. */
    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, contentType, body);
    }

    /** Prints no body: it is about a person's cards. */
    @Override
    public String toString() {
        return "HttpAnswer[" + status + ", " + body.length + " bytes]";
    }
}
