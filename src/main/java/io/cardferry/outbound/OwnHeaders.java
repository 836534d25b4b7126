package io.cardferry.outbound;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers the file of a partner may name. */
public final class OwnHeaders {

    /** RFC 9110 section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

    /** The hub's own headers, those of the connection, and those that carry secrets: a file is no place for one. */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "proxy-authorization",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private OwnHeaders() {}

    /** Whether it is a header's name at all. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether a partner's file may name it: not the hub's own ones, and none that steers Camel. */
    public static boolean mayBe(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isName(name)
                && !RESERVED.contains(lower)
                && !lower.startsWith("camel")
                && !name.equalsIgnoreCase(HttpClients.SEND_UNTIL);
    }
}
