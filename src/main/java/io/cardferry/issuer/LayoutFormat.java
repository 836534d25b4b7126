package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.issuer.layout.MessageLayout;
import io.cardferry.issuer.layout.UnreadableMessage;
import io.cardferry.mapping.JsltMapping;
import io.cardferry.mapping.JsonDifferences;
import io.cardferry.mapping.MappingFailed;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages of fields that a layout turns into bytes ({@code fixed-length}, {@code iso8583}), mapped with JSLT (docs/formats.md). */
final class LayoutFormat implements MessageFormat {

    /** How many bytes are shown from where two messages begin to differ: too few for a card number, even in BCD. */
    private static final int SHOWN = 5;

    private final MessageLayout layout;
    private final LayoutSample samples;
    private final JsltMapping request;
    private final JsltMapping answer;
    private final Optional<JsltMapping> inquiry;

    /** @param inquiry present only if the layout has such a request */
    LayoutFormat(
            MessageLayout layout,
            LayoutSample samples,
            JsltMapping request,
            JsltMapping answer,
            Optional<JsltMapping> inquiry) {
        this.layout = layout;
        this.samples = samples;
        this.request = request;
        this.answer = answer;
        this.inquiry = inquiry;
    }

    @Override
    public String contentType() {
        return layout.contentType();
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

    /** Field by field if both can be read, for people; bytes decide. */
    @Override
    public List<String> differences(byte[] sample, byte[] message) {
        byte[] expected = ofSample(sample);
        if (Arrays.equals(expected, message)) {
            return List.of();
        }
        String kind = Stream.of(MessageLayout.REGISTRATION, MessageLayout.INQUIRY)
                .filter(layout::has)
                .filter(name -> isReadable(name, message))
                .findFirst()
                .orElseThrow(() -> new MappingFailed(request.file(), "the message can't be read again"));
        try {
            List<String> lines =
                    JsonDifferences.between(layout.readRequest(kind, expected), layout.readRequest(kind, message));
            return lines.isEmpty() ? List.of(firstDifference(expected, message)) : lines;
        } catch (UnreadableMessage rubbish) {
            return List.of(
                    "is no such message of the layout: it " + rubbish.getMessage(), firstDifference(expected, message));
        }
    }

    private boolean isReadable(String kind, byte[] message) {
        try {
            layout.readRequest(kind, message);
            return true;
        } catch (UnreadableMessage rubbish) {
            return false;
        }
    }

    private static String firstDifference(byte[] expected, byte[] message) {
        int at = Arrays.mismatch(expected, message);
        return "differs from byte " + (at + 1) + " on: " + hex(message, at) + ", not " + hex(expected, at);
    }

    private static String hex(byte[] bytes, int from) {
        int to = Math.min(bytes.length, from + SHOWN);
        return from >= to
                ? "the end"
                : HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, from, to);
    }
}
