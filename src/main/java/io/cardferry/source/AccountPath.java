package io.cardferry.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Where a source keeps the cards of an account. */
public final class AccountPath {

    private AccountPath() {}

    /**
     * The path behind a source's address.
     *
     * @param accountId any text; becomes one path segment (RFC 3986 section 3.3), whatever stands in it. The intake
     *     refuses {@code .} and {@code ..}, which no encoding keeps from being taken for folders
     */
    public static String of(String accountId) {
        return "/accounts/" + URLEncoder.encode(accountId, UTF_8).replace("+", "%20") + "/cards";
    }
}
