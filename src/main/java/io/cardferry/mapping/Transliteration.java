package io.cardferry.mapping;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Texts for people, such as a device's name, in the characters that an issuer knows: letters lose their accents (Unicode's
 * own compatibility decomposition, NFKD, UAX #15), some letters and signs are spelled out, and what is left is a
 * question mark. Never for what identifies something.
 */
public final class Transliteration {

    private static final int UNKNOWN = '?';

    /** What has no decomposition in Unicode and is common in names. */
    private static final Map<Integer, String> SPELLED_OUT = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'ẞ', "SS"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'Æ', "AE"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'Œ', "OE"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'Ø', "O"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'Đ', "D"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'Ð', "D"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'Þ', "TH"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'Ł', "L"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'Ħ', "H"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) '‘', "'"),
            Map.entry((int) '’', "'"),
            Map.entry((int) '‚', "'"),
            Map.entry((int) '“', "\""),
            Map.entry((int) '”', "\""),
            Map.entry((int) '„', "\""),
            Map.entry((int) '«', "\""),
            Map.entry((int) '»', "\""),
            Map.entry((int) '‐', "-"),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "-"),
            Map.entry((int) '−', "-"),
            Map.entry((int) '⁄', "/"),
            Map.entry((int) '×', "x"));

    private Transliteration() {}

    /** In printable US-ASCII. */
    public static String toAscii(String text) {
        return of(text, character -> character >= ' ' && character <= '~');
    }

    /**
     * @param known which code points the issuer knows; {@code ?} is one of them
     * @return the text with the known characters as they are, the others transliterated
     */
    public static String of(String text, IntPredicate known) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (known.test(character)) {
                result.appendCodePoint(character);
            } else {
                result.append(replacement(character, known));
            }
        });
        return result.toString();
    }

    /** Nothing for what has no shape of its own: combining marks, joiners, marks of direction. */
    private static String replacement(int character, IntPredicate known) {
        if (isShapeless(character)) {
            return "";
        }
        if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
            return Character.toString(UNKNOWN);
        }
        StringBuilder result = new StringBuilder();
        String parts = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD);
        for (int part : parts.codePoints().toArray()) {
            Optional<String> text = part(part, known);
            if (text.isEmpty()) {
                return Character.toString(UNKNOWN);
            }
            result.append(text.get());
        }
        return result.toString();
    }

    private static Optional<String> part(int part, IntPredicate known) {
        if (known.test(part)) {
            return Optional.of(Character.toString(part));
        }
        String spelledOut = isShapeless(part) ? "" : SPELLED_OUT.get(part);
        return Optional.ofNullable(spelledOut).filter(text -> text.codePoints().allMatch(known));
    }

    private static boolean isShapeless(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.FORMAT -> true;
            default -> false;
        };
    }
}
