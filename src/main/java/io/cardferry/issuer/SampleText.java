package io.cardferry.issuer;

import io.cardferry.security.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Messages that samples hold as they are on the wire, and how two of them differ. */
final class SampleText {

    /** How much is shown of what comes before a difference, in characters, if no element begins there. */
    private static final int LEAD = 20;

    private SampleText() {}

    /** A line if a byte differs; but line breaks at the sample's end, which editors put there, don't count. */
    static List<String> differences(byte[] sample, byte[] message) {
        byte[] expected = withoutLineBreaksAtTheEnd(sample);
        if (Arrays.equals(expected, message)) {
            return List.of();
        }
        String wanted = new String(expected, StandardCharsets.UTF_8);
        String actual = new String(message, StandardCharsets.UTF_8);
        int at = 0;
        while (at < Math.min(wanted.length(), actual.length()) && wanted.charAt(at) == actual.charAt(at)) {
            at++;
        }
        int elementAt = wanted.lastIndexOf('<', Math.max(0, at - 1));
        int from = elementAt >= at - LEAD && elementAt >= 0 ? elementAt : Math.max(0, at - LEAD);
        return List.of("differs from character " + (at + 1) + " on: " + excerpt(actual, from) + ", not "
                + excerpt(wanted, from));
    }

    private static byte[] withoutLineBreaksAtTheEnd(byte[] text) {
        int end = text.length;
        while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(text, end);
    }

    private static String excerpt(String text, int from) {
        return SafeText.quoted(text.substring(Math.min(from, text.length())));
    }
}
