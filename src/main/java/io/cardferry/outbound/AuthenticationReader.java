package io.cardferry.outbound;

import io.cardferry.security.Login;
import io.cardferry.security.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;

/** Makes the authentication of one partner from what its file asks for and what the configuration holds. */
public final class AuthenticationReader {

    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";
    private static final String KEYSTORE = "keystore.path";
    private static final String KEYSTORE_PASSWORD = "keystore.password";
    private static final String TRUSTSTORE = "truststore.path";
    private static final String TRUSTSTORE_PASSWORD = "truststore.password";

    private final String prefix;
    private final Function<String, Optional<String>> configured;

    /**
     * @param partner the beginning of the partner's keys, such as {@code cardferry.issuers.aurora.}
     * @param configured the value of a key behind it, such as {@code authentication.token}, if somebody set it
     */
    public AuthenticationReader(String partner, Function<String, Optional<String>> configured) {
        this.prefix = partner + "authentication.";
        this.configured = key -> configured.apply("authentication." + key);
    }

    /**
     * @param form what the partner wants to see
     * @param url its address
     * @throws IllegalArgumentException if a secret is missing, nobody asks for one that is set, or a store can't be
     *     opened; the message names keys and paths, and no other value
     */
    public Authentication read(AuthenticationForm form, URI url) {
        requireSecretsOf(form);
        boolean ownTls = form.clientCertificate() || isSet(TRUSTSTORE);
        if (ownTls && !isTls(url)) {
            String plain = url.getScheme();
            String safe = plain.equals("tcp") ? "tls" : "https";
            throw new IllegalArgumentException((form.clientCertificate() ? "a client certificate" : prefix + TRUSTSTORE)
                    + " is of use with " + safe + " only, and the url is plain " + plain + "; change its scheme");
        }
        Optional<Header> header = header(form);
        return header.isEmpty() && !ownTls
                ? Authentication.NONE
                : new Authentication(header.orElse(null), ownTls ? tls(form).context() : null);
    }

    /**
     * User and password where they go into no header, as at a broker.
     *
     * @param form none or basic
     * @throws IllegalArgumentException as {@link #read} does
     */
    public Optional<Login> login(AuthenticationForm form) {
        requireSecretsOf(form);
        if (isSet(TRUSTSTORE)) {
            throw new IllegalArgumentException(
                    prefix + TRUSTSTORE + " is of no use here: brokers are believed as the JVM's own trust store says");
        }
        return form.scheme() == AuthenticationScheme.BASIC
                ? Optional.of(new Login(configured.apply(USER).orElseThrow(), secret(PASSWORD)))
                : Optional.empty();
    }

    private static boolean isTls(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) || "tls".equals(url.getScheme());
    }

    private void requireSecretsOf(AuthenticationForm form) {
        Set<String> wanted = new LinkedHashSet<>(wantedBy(form.scheme()));
        if (form.clientCertificate()) {
            wanted.addAll(List.of(KEYSTORE, KEYSTORE_PASSWORD));
        }
        List<String> missing = wanted.stream().filter(key -> !isSet(key)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    wordsOf(form) + " needs " + named(missing) + "; set it from outside, best in the environment");
        }
        List<String> unwanted = Stream.of(USER, PASSWORD, TOKEN, KEYSTORE, KEYSTORE_PASSWORD)
                .filter(key -> isSet(key) && !wanted.contains(key))
                .toList();
        if (!unwanted.isEmpty()) {
            throw new IllegalArgumentException(wordsOf(form) + " has no use for " + named(unwanted)
                    + "; correct the authentication, or take the key away");
        }
        if (isSet(TRUSTSTORE_PASSWORD) && !isSet(TRUSTSTORE)) {
            throw new IllegalArgumentException(prefix + TRUSTSTORE_PASSWORD + " needs " + prefix + TRUSTSTORE);
        }
    }

    private static List<String> wantedBy(AuthenticationScheme scheme) {
        return switch (scheme) {
            case NONE -> List.of();
            case BASIC -> List.of(USER, PASSWORD);
            case BEARER, API_KEY -> List.of(TOKEN);
        };
    }

    private static String wordsOf(AuthenticationForm form) {
        return "\"" + form.scheme().word() + "\"" + (form.clientCertificate() ? " with a client certificate" : "");
    }

    private String named(List<String> keys) {
        return keys.stream().map(prefix::concat).collect(Collectors.joining(" and "));
    }

    private Optional<Header> header(AuthenticationForm form) {
        return Optional.ofNullable(
                switch (form.scheme()) {
                    case NONE -> null;
                    case BASIC -> sensitive(HttpHeaders.AUTHORIZATION, "Basic " + basic());
                    case BEARER -> sensitive(HttpHeaders.AUTHORIZATION, "Bearer " + text(secret(TOKEN)));
                    case API_KEY -> sensitive(form.header(), text(secret(TOKEN)));
                });
    }

    private String basic() {
        String both = configured.apply(USER).orElseThrow() + ":" + text(secret(PASSWORD));
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static Header sensitive(String name, String value) {
        return new BasicHeader(name, value, true);
    }

    private PrivateTls tls(AuthenticationForm form) {
        PrivateTls tls = new PrivateTls();
        if (form.clientCertificate()) {
            naming(KEYSTORE, () -> tls.show(path(KEYSTORE), secret(KEYSTORE_PASSWORD)));
        }
        if (isSet(TRUSTSTORE) && isSet(TRUSTSTORE_PASSWORD)) {
            naming(TRUSTSTORE, () -> tls.believeStore(path(TRUSTSTORE), secret(TRUSTSTORE_PASSWORD)));
        } else if (isSet(TRUSTSTORE)) {
            naming(TRUSTSTORE, () -> tls.believePem(path(TRUSTSTORE)));
        }
        return tls;
    }

    private void naming(String key, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(prefix + key + " = " + wrong.getMessage(), wrong);
        }
    }

    private boolean isSet(String key) {
        return configured.apply(key).isPresent();
    }

    private Path path(String key) {
        return Path.of(configured.apply(key).orElseThrow());
    }

    private Secret secret(String key) {
        return new Secret(configured.apply(key).orElseThrow());
    }

    private static String text(Secret secret) {
        return String.valueOf(secret.reveal());
    }
}
