package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page ended, as a text that clients hand back: a version, the id of the last thing on it, and a digest that
 * binds both to what was asked for. It is good on every hub and for ever. The digest is there against mistakes: who
 * makes a cursor of its own only begins elsewhere among what it may see anyway.
 */
final class PageCursor {

    private static final byte VERSION = 1;
    private static final int ID_BYTES = 16;
    private static final int DIGEST_BYTES = 16;
    // A multiple of three: base64url without padding or spare bits, so that no other text means the same.
    private static final int LENGTH = 1 + ID_BYTES + DIGEST_BYTES;

    private PageCursor() {}

    /**
     * The cursor of a page that ended with this id.
     *
     * @param asked what was asked for, the same for all pages of it
     */
    static String of(ArrayNode asked, UUID last) {
        byte[] head = ByteBuffer.allocate(1 + ID_BYTES)
                .put(VERSION)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array();
        byte[] cursor = ByteBuffer.allocate(LENGTH)
                .put(head)
                .put(digest(head, asked), 0, DIGEST_BYTES)
                .array();
        return Base64.getUrlEncoder().encodeToString(cursor);
    }

    /** The id that the page before ended with; empty if this is no cursor of what is asked for. */
    static Optional<UUID> read(String text, ArrayNode asked) {
        try {
            byte[] cursor = Base64.getUrlDecoder().decode(text);
            if (cursor.length != LENGTH || cursor[0] != VERSION) {
                return Optional.empty();
            }
            UUID last = new UUID(
                    ByteBuffer.wrap(cursor).getLong(1), ByteBuffer.wrap(cursor).getLong(9));
            return of(asked, last).equals(text) ? Optional.of(last) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static byte[] digest(byte[] head, ArrayNode asked) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(head);
            return sha256.digest(asked.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
