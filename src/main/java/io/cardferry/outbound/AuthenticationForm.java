package io.cardferry.outbound;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What a partner wants to see of us, as its file says. Secrets are no part of it.
 *
 * @param scheme in which header
 * @param header the name of that header with {@link AuthenticationScheme#API_KEY}, else {@code null}
 * @param clientCertificate whether we show a certificate (mutual TLS)
 */
public record AuthenticationForm(AuthenticationScheme scheme, String header, boolean clientCertificate) {

    /** Headers that a card source gets from the hub. */
    private static final Set<String> OF_SOURCES = Set.of("x-request-id", "x-account-assertion");

    /** @throws IllegalArgumentException if there is a header and no use for it, or the other way round, or no such header */
    public AuthenticationForm {
        Objects.requireNonNull(scheme, "scheme");
        boolean wantsHeader = scheme == AuthenticationScheme.API_KEY;
        if (wantsHeader && header == null) {
            throw new IllegalArgumentException("\"api-key\" needs the key 'header', the name of the header");
        }
        if (!wantsHeader && header != null) {
            throw new IllegalArgumentException("\"" + scheme.word() + "\" takes no key 'header'; remove it");
        }
        if (wantsHeader && (!OwnHeaders.mayBe(header) || OF_SOURCES.contains(header.toLowerCase(Locale.ROOT)))) {
            throw new IllegalArgumentException("a header of this name can't hold an API key; name another one");
        }
    }
}
