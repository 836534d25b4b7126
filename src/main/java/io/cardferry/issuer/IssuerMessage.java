package io.cardferry.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A card registration as its issuer gets it: rendered once, kept with the intent, and sent the same on every repeat,
 * whatever becomes of the pack in between. Address, trace and authorization headers are not part of it.
 *
 * @param issuer the pack's id
 * @param packVersion the version of the pack that rendered it
 * @param transport for which it was made: {@code http}, {@code tcp}, {@code jms}
 * @param method the HTTP method; empty over other transports
 * @param path below the transport's URL, ready for the wire; empty over other transports
 * @param contentType of the body; over transports that don't send it, kept for {@link #charset()}
 * @param headers the pack's own headers, in order
 * @param matchedBy the fields by which its answer finds it, where the transport does not say that; else empty
 * @param body byte for byte
 */
public record IssuerMessage(
        String issuer,
        String packVersion,
        String transport,
        String method,
        String path,
        String contentType,
        Map<String, String> headers,
        Map<String, String> matchedBy,
        byte[] body) {

    /** The media type of what is no text. */
    static final String BYTES = "application/octet-stream";

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final JsonMapper JSON = new JsonMapper();

    public IssuerMessage {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(packVersion, "packVersion");
        // Those that were kept before there was another transport don't say it.
        transport = Objects.requireNonNullElse(transport, HttpTransport.TYPE);
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(contentType, "contentType");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        matchedBy = matchedBy == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(matchedBy));
        body = body.clone();
    }

    /** A message for HTTP. */
    static IssuerMessage overHttp(
            IssuerPack pack, String method, String path, Map<String, String> headers, byte[] body) {
        return new IssuerMessage(
                pack.id(),
                pack.version(),
                HttpTransport.TYPE,
                method,
                path,
                pack.format().contentType(),
                headers,
                Map.of(),
                body);
    }

    /** A message for another transport of the pack, which tells the issuer no media type. */
    static IssuerMessage matchedBy(IssuerPack pack, Map<String, String> fields, byte[] body) {
        return new IssuerMessage(
                pack.id(),
                pack.version(),
                pack.transport().type(),
                "",
                "",
                pack.format().bytesType(),
                Map.of(),
                fields,
                body);
    }

    /** A copy of the body. */
    @Override
    public byte[] body() {
        return body.clone();
    }

    /** In which character set the body is a text, as it was when it was rendered; empty if it is none. */
    public Optional<Charset> charset() {
        if (contentType.startsWith(BYTES)) {
            return Optional.empty();
        }
        Matcher named = CHARSET.matcher(contentType);
        return Optional.of(named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8);
    }

    /** The same message with another body. */
    IssuerMessage withBody(String itsContentType, byte[] another) {
        return new IssuerMessage(
                issuer, packVersion, transport, method, path, itsContentType, headers, matchedBy, another);
    }

    /** Everything as JSON, without loss, for storage; the body in Base64. Holds account ids: to be encrypted. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an issuer message could not be written", impossible);
        }
    }

    /**
     * @param json what {@link #toJson} made
     * @throws IllegalArgumentException if it is something else
     */
    public static IssuerMessage fromJson(byte[] json) {
        try {
            return Objects.requireNonNull(JSON.readValue(json, IssuerMessage.class));
        } catch (IOException | NullPointerException broken) {
            // Not as a cause: its text quotes what was read.
            throw new IllegalArgumentException("a stored issuer message can't be read");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IssuerMessage that
                && issuer.equals(that.issuer)
                && packVersion.equals(that.packVersion)
                && transport.equals(that.transport)
                && method.equals(that.method)
                && path.equals(that.path)
                && contentType.equals(that.contentType)
                && headers.equals(that.headers)
                && matchedBy.equals(that.matchedBy)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(issuer, packVersion, path, Arrays.hashCode(body));
    }

    /** Prints no content. */
    @Override
    public String toString() {
        return "IssuerMessage[" + issuer + "@" + packVersion + ", " + body.length + " bytes]";
    }
}
