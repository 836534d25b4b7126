package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.outbound.Authentication;
import io.cardferry.outbound.AuthenticationForm;
import io.cardferry.outbound.AuthenticationReader;
import io.cardferry.outbound.AuthenticationScheme;
import io.cardferry.outbound.tcp.LengthHeader;
import io.cardferry.security.SafeText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the {@code transport} of a pack whose type is {@code tcp}. */
final class TcpTransportReader {

    private static final String ECHO = "/transport/idle-echo";
    private static final Duration SHORTEST_ECHO = Duration.ofSeconds(1);
    private static final Duration LONGEST_ECHO = Duration.ofHours(1);

    private final PackProblems problems;
    private final Optional<AuthenticationReader> secrets;

    TcpTransportReader(PackProblems problems, Optional<AuthenticationReader> secrets) {
        this.problems = problems;
        this.secrets = secrets;
    }

    /** @return {@code null} if something is wrong, which is then among the problems */
    TcpTransport read(PackDocument document) {
        JsonNode transport = document.tree().at("/transport");
        URI url = problems.check("/transport/url", () -> url(document.text("/transport/url")));
        Duration connect = TransportReader.connectTimeout(document, problems);
        Duration response = TransportReader.responseTimeout(document, problems);
        Duration echo = transport.has("idle-echo")
                ? problems.check(ECHO, () -> DurationText.parse(document.text(ECHO), SHORTEST_ECHO, LONGEST_ECHO))
                : null;
        Authentication authentication = url == null ? null : authentication(transport, url);
        if (authentication == null || connect == null || response == null) {
            return null;
        }
        List<String> matchBy = new ArrayList<>();
        transport.path("match-by").forEach(field -> matchBy.add(field.asText()));
        JsonNode header = transport.path("length-header");
        return new TcpTransport(
                withoutBrackets(url.getHost()),
                url.getPort(),
                url.getScheme().equals("tls"),
                authentication,
                connect,
                response,
                transport.path("connections").asInt(1),
                matchBy,
                new LengthHeader(
                        header.path("bytes").asInt(2),
                        header.path("counts-itself").asBoolean()),
                Optional.ofNullable(echo));
    }

    private Authentication authentication(JsonNode transport, URI url) {
        return problems.check(TransportReader.AUTHENTICATION, () -> {
            boolean certificate =
                    transport.path("authentication").path("client-certificate").asBoolean();
            AuthenticationForm form = new AuthenticationForm(AuthenticationScheme.NONE, null, certificate);
            return secrets.map(reader -> reader.read(form, url)).orElse(Authentication.NONE);
        });
    }

    /** Of an IPv6 address. */
    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            boolean tcp = "tcp".equals(url.getScheme()) || "tls".equals(url.getScheme());
            boolean plain = url.getRawUserInfo() == null
                    && (url.getRawPath() == null || url.getRawPath().isEmpty())
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            if (tcp && plain && url.getHost() != null && url.getPort() > 0 && url.getPort() <= 65_535) {
                return url;
            }
            if (url.getRawUserInfo() != null) {
                throw new IllegalArgumentException("the URL holds a user or password; remove it");
            }
        } catch (URISyntaxException wrong) {
            // Not quoted: what is no URL may well be a URL with a password in it.
            throw new IllegalArgumentException("is not a URL: " + wrong.getReason(), wrong);
        }
        throw new IllegalArgumentException(SafeText.quoted(text) + " is not tcp://host:port or tls://host:port");
    }
}
