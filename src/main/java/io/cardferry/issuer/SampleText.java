package io.cardferry.issuer;

import io.cardferry.mapping.Difference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Messages that samples hold as they are on the wire, and how two of them differ. */
final class SampleText {

    private SampleText() {}

    /**
     * One per field that differs; if none does and a byte does, where that is. Line breaks at the sample's end, which
     * editors put there, don't count.
     *
     * @param fields what a message says, see {@link MessageFormat#fields}
     */
    static List<Difference> differences(byte[] sample, byte[] message, Function<byte[], Map<String, String>> fields) {
        byte[] expected = withoutLineBreaksAtTheEnd(sample);
        if (Arrays.equals(expected, message)) {
            return List.of();
        }
        List<Difference> differences = new ArrayList<>();
        try {
            differences.addAll(inFields(fields.apply(expected), fields.apply(message)));
        } catch (IllegalArgumentException unreadable) {
            // Then the place where they begin to differ says it.
            differences.clear();
        }
        return differences.isEmpty() ? List.of(inText(text(expected), text(message))) : differences;
    }

    /** One per field that differs. */
    static List<Difference> inFields(Map<String, String> expected, Map<String, String> found) {
        Set<String> names = new LinkedHashSet<>(expected.keySet());
        names.addAll(found.keySet());
        return names.stream()
                .filter(name ->
                        expected.get(name) == null || !expected.get(name).equals(found.get(name)))
                .map(name -> Difference.of(name, expected.get(name), found.get(name)))
                .toList();
    }

    private static Difference inText(String expected, String found) {
        int at = 0;
        while (at < Math.min(expected.length(), found.length()) && expected.charAt(at) == found.charAt(at)) {
            at++;
        }
        return Difference.of("from character " + (at + 1) + " on it", expected, found);
    }

    private static byte[] withoutLineBreaksAtTheEnd(byte[] text) {
        int end = text.length;
        while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(text, end);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
