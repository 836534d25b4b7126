package io.cardferry.coverage;

import io.cardferry.registration.DeviceType;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Values that a card registration could hold in place of the one that it has: allowed by contract, of different lengths, and
 * the first of them different in every place, so that a message that takes only a part of a value changes too.
 */
final class TrialValues {

    private static final String SOME_UUID = "0192f1e8-3c5b-7a4d-9e60-b7c8d9eafb0c";
    private static final int LONGEST_ID = 31;
    private static final int LONGEST_SEALED_CARD = 8 * 1024;

    private TrialValues() {}

    static List<String> uuids(String current) {
        String from = current == null ? SOME_UUID : current;
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < from.length(); i++) {
            char c = from.charAt(i);
            // The version stays 7, as of all our ids, and the variant one of RFC 9562.
            boolean kept = c == '-' || i == 14 || i == 19;
            other.append(kept ? c : Character.forDigit((Character.digit(c, 16) + 1) % 16, 16));
        }
        return List.of(other.toString(), UUID.nameUUIDFromBytes(from.getBytes()).toString());
    }

    static List<String> texts(String current, int longest) {
        return List.of(shifted(current == null ? "Something 1" : current), "x7", "Ab3-".repeat(longest / 4));
    }

    static List<String> ids(String current) {
        return List.of(shifted(current == null ? "some-id" : current), "x", "y" + "a".repeat(LONGEST_ID - 1));
    }

    static List<String> digits(String current) {
        return List.of(
                shifted(current == null ? "50110030273" : current),
                "0".repeat(current == null ? 11 : current.length()));
    }

    static List<String> deviceTypes() {
        return Arrays.stream(DeviceType.values()).map(Enum::name).toList();
    }

    static List<String> brands() {
        return List.of("VISA", "MASTERCARD", "AMEX", "DISCOVER", "JCB", "UNIONPAY");
    }

    static List<String> bins() {
        return List.of("510510", "40050123");
    }

    static List<String> months() {
        return List.of("2031-12", "2027-08", "2040-01");
    }

    static List<String> instants() {
        return List.of("2025-02-03T04:06:59Z", "2031-08-17T21:48:36.512Z");
    }

    static List<String> seconds() {
        return List.of("2025-02-03T04:06:59Z", "2031-08-17T21:48:36Z");
    }

    static List<String> traceNumbers() {
        return List.of("000001", "987654");
    }

    static List<String> sealedCards(String current) {
        String longest = "eyJhbGciOiJSU0EtT0FFUC0yNTYifQ.a.b.";
        return List.of(
                shifted(current == null ? longest : current),
                "e30.YQ.YQ.YQ.YQ",
                longest + "c".repeat(LONGEST_SEALED_CARD - longest.length() - 2) + ".d");
    }

    /** Of 16, 15, 13 and 19 digits, published for tests. */
    static List<String> testNumbers() {
        return List.of("5555555555554444", "378282246310005", "4222222222222", "6205500000000000004");
    }

    /** Each letter and digit becomes the next one of its kind. */
    static String shifted(String text) {
        StringBuilder other = new StringBuilder();
        text.chars().forEach(c -> other.append(next((char) c)));
        return other.toString().equals(text) ? text + "x" : other.toString();
    }

    private static char next(char c) {
        return switch (c) {
            case 'z' -> 'a';
            case 'Z' -> 'A';
            case '9' -> '0';
            default -> isPlain(c) ? (char) (c + 1) : c;
        };
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
