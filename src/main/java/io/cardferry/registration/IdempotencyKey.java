package io.cardferry.registration;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The key under which a client may repeat a request. Unique per client and key space.
 *
 * @param client the authenticated caller
 * @param space whether the client chose the key or the broker did
 * @param value 1 to 255 printable ASCII characters, verbatim
 */
public record IdempotencyKey(String client, Space space, String value) {

    /** Who made the key: keys of different spaces never meet. */
    public enum Space {
        /** Given by the client, over HTTP or JMS alike. */
        GIVEN,
        /** The JMSMessageID of a message without a key. */
        JMS_MESSAGE_ID
    }

    /** The client of callers that are not authenticated, and of JMS without a configured client. */
    public static final String ANONYMOUS = "anonymous";

    private static final Pattern VALID = Pattern.compile("[\\x20-\\x7e]{1,255}");

    public IdempotencyKey {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(value, "value");
    }

    /** Whether a key may be this: 1 to 255 printable ASCII characters. */
    public static boolean allows(String value) {
        return VALID.matcher(value).matches();
    }
}
