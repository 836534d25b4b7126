package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/** ISO 8583:1987 messages. Fields are known by their numbers, an answer by its message type, {@code mti} in its document. */
final class Iso8583Layout implements MessageLayout {

    private final String name;
    private final Iso8583Encoding encoding;
    private final String contentType;
    private final Map<String, Iso8583Message> requests;
    private final List<Iso8583Message> answers;

    Iso8583Layout(
            String name,
            Iso8583Encoding encoding,
            String contentType,
            Map<String, Iso8583Message> requests,
            List<Iso8583Message> answers) {
        this.name = name;
        this.encoding = encoding;
        this.contentType = contentType;
        this.requests = Map.copyOf(requests);
        this.answers = List.copyOf(answers);
    }

    @Override
    public boolean has(String request) {
        return requests.containsKey(request);
    }

    @Override
    public boolean requires(String request, String field) {
        return requests.get(request).requires(field);
    }

    @Override
    public boolean isAnsweredWith(String field) {
        return answers.stream().anyMatch(answer -> answer.requires(field));
    }

    @Override
    public byte[] write(String request, JsonNode fields) {
        return requests.get(request).write(new GivenFields(name, "", fields));
    }

    @Override
    public ObjectNode readAnswer(byte[] answer) {
        return read(answers, answer);
    }

    @Override
    public ObjectNode readRequest(String request, byte[] message) {
        return read(List.of(requests.get(request)), message);
    }

    @Override
    public int longest() {
        return encoding.longest();
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public boolean isText() {
        return !encoding.binaryType() && !encoding.binaryBitmap() && !encoding.bcd();
    }

    @Override
    public Charset charset() {
        return encoding.alphabet().charset();
    }

    private ObjectNode read(List<Iso8583Message> kinds, byte[] message) {
        if (message.length > encoding.longest()) {
            throw new UnreadableMessage("is longer than " + encoding.longest() + " bytes");
        }
        String type = encoding.typeOf(message);
        return kinds.stream()
                .filter(kind -> kind.type().equals(type))
                .findFirst()
                .orElseThrow(
                        () -> UnreadableMessage.ofNoKind("is of a message type that the layout does not have there"))
                .read(message);
    }
}
