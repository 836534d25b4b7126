package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Records of fields at fixed positions. An answer is known by its length and by its constants. */
final class FixedLengthLayout implements MessageLayout {

    private final String name;
    private final Alphabet alphabet;
    private final String contentType;
    private final Map<String, FixedLengthRecord> requests;
    private final List<FixedLengthRecord> answers;

    FixedLengthLayout(
            String name,
            Alphabet alphabet,
            String contentType,
            Map<String, FixedLengthRecord> requests,
            List<FixedLengthRecord> answers) {
        this.name = name;
        this.alphabet = alphabet;
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
        return alphabet.encode(requests.get(request).write(new GivenFields(name, "", fields)));
    }

    @Override
    public ObjectNode readAnswer(byte[] answer) {
        return read(answers, answer, "answer");
    }

    @Override
    public ObjectNode readRequest(String request, byte[] message) {
        return read(List.of(requests.get(request)), message, request);
    }

    @Override
    public int longest() {
        return Stream.concat(requests.values().stream(), answers.stream())
                .mapToInt(FixedLengthRecord::length)
                .max()
                .orElseThrow();
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public Charset charset() {
        return alphabet.charset();
    }

    private ObjectNode read(List<FixedLengthRecord> kinds, byte[] message, String what) {
        if (kinds.stream().noneMatch(kind -> kind.length() == message.length)) {
            List<String> lengths = kinds.stream()
                    .map(kind -> String.valueOf(kind.length()))
                    .distinct()
                    .toList();
            throw new UnreadableMessage("is " + message.length + " bytes long; the layout's " + what + " has "
                    + String.join(" or ", lengths));
        }
        String text = alphabet.decode(message);
        if (!alphabet.holdsAll(text)) {
            throw new UnreadableMessage("holds a byte that is no printable character in "
                    + alphabet.charset().name());
        }
        for (FixedLengthRecord kind : kinds) {
            Optional<Map<String, String>> values = kind.length() == message.length ? kind.read(text) : Optional.empty();
            if (values.isPresent()) {
                ObjectNode document = JsonNodeFactory.instance.objectNode();
                values.get().forEach(document::put);
                return document;
            }
        }
        throw new UnreadableMessage("does not fit the layout's " + what + ": a constant, a required field, what is"
                + " allowed in a field, or its padding");
    }
}
