package io.cardferry.issuer.layout;

import io.cardferry.mapping.Transliteration;
import java.nio.charset.Charset;
import java.util.BitSet;

/**
 * The characters that a message may hold: those of a character set of one byte each, without control characters (U+0000 to
 * U+001F, U+007F to U+009F). Java's own encoder would write a question mark for what it does not know.
 */
final class Alphabet {

    private static final int BYTES = 256;
    private static final char UNKNOWN_BYTE = '\uFFFD';

    private final Charset charset;
    private final BitSet printable = new BitSet();

    private Alphabet(Charset charset) {
        this.charset = charset;
        for (int i = 0; i < BYTES; i++) {
            char character = new String(new byte[] {(byte) i}, charset).charAt(0);
            if (character != UNKNOWN_BYTE && !Character.isISOControl(character)) {
                printable.set(character);
            }
        }
    }

    /**
     * @param name of a character set of one byte per character
     * @throws IllegalArgumentException if this Java does not have it
     */
    static Alphabet of(String name) {
        if (!Charset.isSupported(name)) {
            throw new IllegalArgumentException(
                    "this Java does not have the character set " + name + "; run it with the module jdk.charsets");
        }
        return new Alphabet(Charset.forName(name));
    }

    Charset charset() {
        return charset;
    }

    boolean holdsAll(String text) {
        return text.chars().allMatch(printable::get);
    }

    String transliterated(String text) {
        return Transliteration.of(text, printable::get);
    }

    /** @param text of these characters only */
    byte[] encode(String text) {
        return text.getBytes(charset);
    }

    /** Whatever the bytes are: what is no character of the set is there as U+FFFD, and so in no alphabet. */
    String decode(byte[] bytes) {
        return new String(bytes, charset);
    }
}
