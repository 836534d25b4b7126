package io.cardferry.mocks;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The mock issuer cumulus' ISO 8583 messages (docs/formats.md): card registrations and inquiries are 0300, its answers
 * 0310. It is strict: what does not stand in the table is refused (30), although a real issuer might overlook it.
 */
final class CumulusWords extends ResultCodeWords {

    static final String REQUEST = "0300";
    private static final String ANSWER = "0310";

    /** 7, 11 and 37, one after the other: what an answer repeats. */
    private static final int TIME_END = 10;

    private static final int STAN_END = 16;
    private static final int ENVELOPE_END = 28;
    private static final int STANS = 1_000_000;
    private static final int REFERENCE_LENGTH = 12;
    private static final int TERMINAL_LENGTH = 8;

    @Override
    public Format format() {
        return Format.ISO_8583;
    }

    @Override
    public CardRequest read(byte[] body, String nothingBeside) {
        Optional<CumulusMessage> read =
                CumulusMessage.read(body).filter(message -> message.type().equals(REQUEST));
        if (read.isEmpty()) {
            return CardRequest.refused("", "", "UNREADABLE");
        }
        CumulusMessage message = read.get();
        Map<String, String> tags = message.tags();
        String requestId = tags.getOrDefault("01", "");
        String envelope = message.field(7) + message.field(11) + message.field(37);
        if (envelope.length() != ENVELOPE_END) {
            return CardRequest.refused("", "", "UNREADABLE");
        }
        String problem = problem(message, tags, requestId);
        if (problem != null) {
            return CardRequest.refused(requestId, envelope, problem);
        }
        return message.field(91).equals(CumulusLine.INQUIRE)
                ? CardRequest.inquiry(requestId, envelope)
                : CardRequest.clear(
                        requestId,
                        tags.get("05"),
                        tags.get("04"),
                        new ClearCard(message.field(2), message.field(14)),
                        envelope);
    }

    private static String problem(CumulusMessage message, Map<String, String> tags, String requestId) {
        if (requestId.isEmpty()) {
            return "MISSING_REQUEST_ID";
        }
        if (!message.field(7).matches("[0-9]{10}") || !message.field(11).matches("[0-9]{6}")) {
            return "WRONG_TIME_OR_STAN";
        }
        if (!message.field(37).equals(reference(requestId))) {
            return "REFERENCE_DIFFERS";
        }
        if (!message.field(101).equals("CARDREG")) {
            return "WRONG_FILE";
        }
        return message.field(91).equals(CumulusLine.ADD) ? problemOfRegistration(message, tags) : null;
    }

    private static String problemOfRegistration(CumulusMessage message, Map<String, String> tags) {
        if (!tags.keySet().containsAll(Set.of("02", "04", "05", "06"))) {
            return "MISSING_TAG";
        }
        return message.field(41).equals(terminal(tags.get("04"))) ? null : "TERMINAL_DIFFERS";
    }

    /** What 37 of a request with this id must be. */
    private static String reference(String requestId) {
        String hex = requestId.replace("-", "");
        return hex.substring(Math.max(0, hex.length() - REFERENCE_LENGTH)).toUpperCase(Locale.ROOT);
    }

    /** What 41 of a request for this device must be. */
    private static String terminal(String deviceId) {
        String end = deviceId.substring(Math.max(0, deviceId.length() - TERMINAL_LENGTH));
        return String.format("%-" + TERMINAL_LENGTH + "s", end);
    }

    @Override
    public MockAnswer neverSeen(CardRequest asked) {
        return answer(asked, ResultCode.NEVER_SEEN, "");
    }

    @Override
    public CardRequest ofNobody(CardRequest asked) {
        String nobodys = UUID.randomUUID().toString();
        String stan = String.format("%06d", ThreadLocalRandom.current().nextInt(1, STANS));
        return asked.under(nobodys, asked.envelope().substring(0, TIME_END) + stan + reference(nobodys));
    }

    @Override
    public String newToken() {
        return "CUM-" + UUID.randomUUID();
    }

    @Override
    MockAnswer answer(CardRequest asked, String code, String token) {
        String envelope = asked.envelope();
        SortedMap<Integer, String> fields = new TreeMap<>();
        fields.put(7, envelope.substring(0, TIME_END));
        fields.put(11, envelope.substring(TIME_END, STAN_END));
        fields.put(37, envelope.substring(STAN_END));
        fields.put(39, code);
        String tags = asked.requestId().isEmpty() ? "" : CumulusMessage.tag("01", asked.requestId());
        String ofToken = token.isEmpty() ? "" : CumulusMessage.tag("10", token);
        if (!tags.isEmpty()) {
            fields.put(48, tags + ofToken);
        }
        return Format.ISO_8583.answer(CommonFaults.OK, new CumulusMessage(ANSWER, fields).text());
    }
}
