package io.cardferry.mocks;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The mock issuer delta's records, by positions of its own: a second opinion on what the hub writes (docs/formats.md). */
final class DeltaRecord {

    private static final int LENGTH = 300;
    private static final String ANSWER = "CRSP%-36s%-2s%-36s%-22s";

    private DeltaRecord() {}

    /** Empty if it is no record of 300 characters of printable ASCII that begins with CREG. */
    static Optional<CardRequest> read(byte[] bytes, String envelope) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.length() != LENGTH || !text.matches("CREG[\\x20-\\x7E]*")) {
            return Optional.empty();
        }
        CardRequest asked = CardRequest.clear(
                at(text, 5, 40),
                at(text, 41, 104),
                at(text, 128, 191),
                new ClearCard(at(text, 105, 123), at(text, 124, 127)),
                envelope);
        if (at(text, 192, 197).isEmpty()
                || !at(text, 262, 272).matches("[0-9]{11}")
                || !at(text, 273, 300).isEmpty()) {
            return Optional.of(asked.refused("WRONG_RECORD"));
        }
        return Optional.of(asked);
    }

    /** Positions begin with 1, as they do in the table. */
    private static String at(String text, int from, int to) {
        return text.substring(from - 1, to).stripTrailing();
    }

    static String answer(String requestId, String result, String token) {
        return ANSWER.formatted(requestId, result, token, "");
    }
}
