package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.issuer.layout.MessageLayout;
import io.cardferry.issuer.layout.UnreadableMessage;
import io.cardferry.mapping.Difference;
import io.cardferry.mapping.JsltMapping;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages of fields that a layout turns into bytes ({@code fixed-length}, {@code iso8583}), mapped with JSLT (docs/formats.md). */
final class LayoutFormat implements MessageFormat {

    /** How many bytes are shown from where two messages begin to differ: too few for a card number, even in BCD. */
    private static final int SHOWN = 5;

    private final MessageLayout layout;
    private final LayoutSample samples;
    private final JsltMapping request;
    private final JsltMapping answer;
    private final Optional<JsltMapping> inquiry;
    private final Optional<JsltMapping> echo;
    private final boolean numbersMessages;

    /**
     * @param inquiry present only if the layout has such a request
     * @param echo likewise
     * @param numbersMessages whether each message has a number of its own
     */
    LayoutFormat(
            MessageLayout layout,
            LayoutSample samples,
            JsltMapping request,
            JsltMapping answer,
            Optional<JsltMapping> inquiry,
            Optional<JsltMapping> echo,
            boolean numbersMessages) {
        this.layout = layout;
        this.samples = samples;
        this.request = request;
        this.answer = answer;
        this.inquiry = inquiry;
        this.echo = echo;
        this.numbersMessages = numbersMessages;
    }

    @Override
    public String contentType() {
        return layout.contentType();
    }

    @Override
    public String bytesType() {
        return !layout.isText() || contentType().startsWith(IssuerMessage.BYTES)
                ? IssuerMessage.BYTES
                : "text/plain; charset=" + layout.charset().name();
    }

    @Override
    public byte[] write(JsonNode canonical) {
        return layout.write(MessageLayout.REGISTRATION, request.apply(canonical));
    }

    @Override
    public boolean asksByMessage() {
        return inquiry.isPresent();
    }

    @Override
    public byte[] writeInquiry(JsonNode ids) {
        return layout.write(MessageLayout.INQUIRY, inquiry.orElseThrow().apply(ids));
    }

    @Override
    public boolean echoes() {
        return echo.isPresent();
    }

    @Override
    public byte[] writeEcho(JsonNode ids) {
        return layout.write(MessageLayout.ECHO, echo.orElseThrow().apply(ids));
    }

    @Override
    public boolean numbersMessages() {
        return numbersMessages;
    }

    @Override
    public Optional<MessageLayout> layout() {
        return Optional.of(layout);
    }

    @Override
    public JsonNode read(int status, byte[] body) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("status", status);
        input.set("body", body.length == 0 ? JsonNodeFactory.instance.nullNode() : fieldsOf(body));
        return answer.apply(input);
    }

    private ObjectNode fieldsOf(byte[] body) {
        try {
            return layout.readAnswer(body);
        } catch (UnreadableMessage rubbish) {
            throw new UnreadableAnswer("the answer " + rubbish.getMessage());
        }
    }

    @Override
    public String sampleEnding() {
        return samples.ending();
    }

    @Override
    public byte[] ofSample(byte[] file) {
        return samples.bytes(file, layout.charset());
    }

    @Override
    public Map<String, String> fields(byte[] message) {
        try {
            return flat("", read(message), new LinkedHashMap<>());
        } catch (UnreadableMessage rubbish) {
            throw new IllegalArgumentException("is no message of the layout: it " + rubbish.getMessage(), rubbish);
        }
    }

    /** Field by field, for people; bytes decide. */
    @Override
    public List<Difference> differences(byte[] sample, byte[] message) {
        byte[] expected = ofSample(sample);
        if (Arrays.equals(expected, message)) {
            return List.of();
        }
        int at = Arrays.mismatch(expected, message);
        Difference bytes =
                new Difference("from byte " + (at + 1) + " on the pack's message", hex(expected, at), hex(message, at));
        try {
            List<Difference> differences = SampleText.inFields(fields(expected), fields(message));
            return differences.isEmpty() ? List.of(bytes) : differences;
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage() + "; " + bytes.line(), unreadable);
        }
    }

    /** As the first that it is: a registration has all that an inquiry has. */
    private ObjectNode read(byte[] message) {
        UnreadableMessage whyNoRegistration = null;
        for (String request : List.of(MessageLayout.REGISTRATION, MessageLayout.INQUIRY, MessageLayout.ECHO)) {
            try {
                if (layout.has(request)) {
                    return layout.readRequest(request, message);
                }
            } catch (UnreadableMessage other) {
                whyNoRegistration = whyNoRegistration == null ? other : whyNoRegistration;
            }
        }
        throw whyNoRegistration;
    }

    private static Map<String, String> flat(String before, JsonNode document, Map<String, String> fields) {
        document.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                flat(before + field.getKey() + "/", field.getValue(), fields);
            } else {
                fields.put(before + field.getKey(), field.getValue().asText());
            }
        });
        return fields;
    }

    private static String hex(byte[] bytes, int from) {
        int to = Math.min(bytes.length, from + SHOWN);
        return from >= to
                ? "the end"
                : HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, from, to);
    }
}
