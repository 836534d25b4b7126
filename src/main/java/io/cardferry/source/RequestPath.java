package io.cardferry.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.regex.Pattern;

/**
 * Where a source keeps the cards of an account, behind its address: a path and perhaps a query (RFC 3986 sections 3.3
 * and 3.4) that {@code {accountId}} stands in.
 *
 * @param template as it stands in {@code source.yaml}, at most 512 characters
 */
public record RequestPath(String template) {

    /** What a template may be, in words that end the sentence "it takes …". */
    static final String ALLOWED = "a path such as /customers/{accountId}/wallet?view=cards, with {accountId} in it,"
            + " without . and .. as segments, what is no URI character written as %XX";

    private static final String ACCOUNT_ID = "{accountId}";
    private static final int MAX_LENGTH = 512;

    private static final String CHARACTER = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
    private static final Pattern PATH_AND_QUERY =
            Pattern.compile("(?:/" + CHARACTER + "*)+(?:\\?(?:" + CHARACTER + "|[/?])*)?");
    private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(?:[/?]|$)");

    /** Of a source that speaks the form of docs/sources.md; behind the patterns, which it is checked by. */
    public static final RequestPath CANONICAL = new RequestPath("/accounts/{accountId}/cards");

    /** @throws IllegalArgumentException if it is none */
    public RequestPath {
        // In place of the account stands what its encoding may begin with.
        String filled = template.replace(ACCOUNT_ID, "%41");
        if (template.length() > MAX_LENGTH
                || filled.equals(template)
                || !PATH_AND_QUERY.matcher(filled).matches()
                || DOT_SEGMENT.matcher(filled).find()) {
            throw new IllegalArgumentException("no request path");
        }
    }

    /**
     * The path of an account.
     *
     * @param accountId any text; becomes one path segment, whatever stands in it. The intake refuses {@code .} and
     *     {@code ..}, which no encoding keeps from being taken for folders
     */
    String path(String accountId) {
        return filled(template.split("\\?", 2)[0], accountId);
    }

    /** The query of an account, without its question mark; {@code null} if the template has none. */
    String query(String accountId) {
        String[] parts = template.split("\\?", 2);
        return parts.length == 1 ? null : filled(parts[1], accountId);
    }

    private static String filled(String part, String accountId) {
        return part.replace(ACCOUNT_ID, URLEncoder.encode(accountId, UTF_8).replace("+", "%20"));
    }
}
