package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.outbound.Authentication;
import io.cardferry.outbound.AuthenticationForm;
import io.cardferry.outbound.AuthenticationReader;
import io.cardferry.outbound.AuthenticationScheme;
import io.cardferry.outbound.OwnHeaders;
import io.cardferry.security.SafeText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@code transport} of a pack whose type is {@code http}. */
final class HttpTransportReader {

    private static final String AUTHENTICATION = "/transport/authentication";

    private final PackProblems problems;
    private final Optional<AuthenticationReader> secrets;

    /** @param secrets what the configuration holds of them; empty if the pack is not enabled */
    HttpTransportReader(PackProblems problems, Optional<AuthenticationReader> secrets) {
        this.problems = problems;
        this.secrets = secrets;
    }

    /** @return {@code null} if something is wrong, which is then among the problems */
    HttpTransport read(PackDocument document) {
        URI url = problems.check("/transport/url", () -> url(document.text("/transport/url")));
        Duration connect = TransportReader.connectTimeout(document, problems);
        Duration response = TransportReader.responseTimeout(document, problems);
        String pathAt = "/transport/request/path";
        Template path = problems.check(pathAt, () -> new Template(document.text(pathAt)));
        Map<String, Template> headers = headers(document.tree().at("/transport/request/headers"));
        Authentication authentication = url == null ? null : authentication(document, headers.keySet(), url);
        if (authentication == null || connect == null || response == null || path == null) {
            return null;
        }
        return new HttpTransport(
                url, authentication, connect, response, document.text("/transport/request/method"), path, headers);
    }

    private Authentication authentication(PackDocument document, Set<String> headers, URI url) {
        return problems.check(AUTHENTICATION, () -> {
            String header = document.optionalText(AUTHENTICATION + "/header").orElse(null);
            if (headers.stream().anyMatch(own -> own.equalsIgnoreCase(header))) {
                throw new IllegalArgumentException(
                        "the header " + header + " is one of the request's own headers too; remove it there");
            }
            String word = document.optionalText(AUTHENTICATION + "/type").orElse(AuthenticationScheme.NONE.word());
            boolean certificate =
                    document.tree().at(AUTHENTICATION + "/client-certificate").asBoolean();
            AuthenticationScheme scheme = AuthenticationScheme.of(word).orElseThrow();
            AuthenticationForm form = new AuthenticationForm(scheme, header, certificate);
            return secrets.map(reader -> reader.read(form, url)).orElse(Authentication.NONE);
        });
    }

    private Map<String, Template> headers(JsonNode listed) {
        Map<String, Template> headers = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>();
        listed.properties().forEach(header -> {
            String name = header.getKey();
            String pointer = "/transport/request/headers/" + name;
            Template value = problems.check(pointer, () -> {
                requireOwnName(name);
                if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException(
                            "the header is given twice; names differ by more than their case");
                }
                return new Template(header.getValue().asText());
            });
            headers.put(name, value);
        });
        return headers;
    }

    private static void requireOwnName(String name) {
        if (!OwnHeaders.isName(name)) {
            throw new IllegalArgumentException(SafeText.quoted(name) + " is not a header name (RFC 9110)");
        }
        if (!OwnHeaders.mayBe(name)) {
            throw new IllegalArgumentException("the header " + name + " is not the pack's to set; remove it");
        }
    }

    private static URI url(String text) {
        URI url;
        try {
            url = new URI(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException wrong) {
            // Not quoted: what is no URL may well be a URL with a password in it.
            throw new IllegalArgumentException("is not a URL: " + wrong.getReason(), wrong);
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the URL holds a user or password; remove it");
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    SafeText.quoted(text) + " is not an absolute http or https URL without query and fragment");
        }
        return url;
    }
}
