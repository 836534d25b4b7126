package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a fixed-length layout of its document: what the schema can't say is checked here. */
public final class FixedLengthLayoutReader {

    private final String name;
    private final JsonNode document;
    private final Alphabet alphabet;

    private FixedLengthLayoutReader(String name, JsonNode document) {
        this.name = name;
        this.document = document;
        this.alphabet = LayoutKeys.alphabet(document);
    }

    /**
     * @param name how the layout is named in messages
     * @param document that is right by fixed-length-layout.schema.json
     * @throws LayoutMistake if it contradicts itself
     */
    public static MessageLayout read(String name, JsonNode document) {
        return new FixedLengthLayoutReader(name, document).layout();
    }

    private MessageLayout layout() {
        Map<String, FixedLengthRecord> requests = new HashMap<>();
        document.get("requests")
                .properties()
                .forEach(request ->
                        requests.put(request.getKey(), record("/requests/" + request.getKey(), request.getValue())));
        List<FixedLengthRecord> answers = new ArrayList<>();
        for (JsonNode answer : document.get("answers")) {
            String pointer = "/answers/" + answers.size();
            FixedLengthRecord record = record(pointer, answer);
            if (answers.stream().anyMatch(other -> !isToldFrom(other, record))) {
                throw new LayoutMistake(
                        pointer,
                        "can't be told from an answer before it: give them different lengths, or different"
                                + " constants in the same place");
            }
            answers.add(record);
        }
        String contentType = LayoutKeys.contentType(
                document, "text/plain; charset=" + alphabet.charset().name());
        return new FixedLengthLayout(name, alphabet, contentType, requests, answers);
    }

    private FixedLengthRecord record(String pointer, JsonNode record) {
        int length = record.get("length").intValue();
        List<FixedLengthField> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode field : record.get("fields")) {
            String at = pointer + "/fields/" + fields.size();
            FixedLengthField read = field(at, field);
            if (!names.add(read.name())) {
                throw new LayoutMistake(
                        at + "/name", "there are two fields '" + read.name() + "'; give one another name");
            }
            if (read.end() - 1 > length) {
                throw new LayoutMistake(at, "ends at " + (read.end() - 1) + ", behind the record's end at " + length);
            }
            fields.add(read);
        }
        fields.sort(Comparator.comparingInt(FixedLengthField::at));
        for (int i = 1; i < fields.size(); i++) {
            if (fields.get(i).at() < fields.get(i - 1).end()) {
                throw new LayoutMistake(
                        pointer + "/fields",
                        "'" + fields.get(i).name() + "' begins before '"
                                + fields.get(i - 1).name() + "' ends (at "
                                + (fields.get(i - 1).end() - 1) + ")");
            }
        }
        return new FixedLengthRecord(length, fields);
    }

    private FixedLengthField field(String pointer, JsonNode field) {
        String fieldName = field.get("name").asText();
        int length = field.get("length").intValue();
        char pad = field.path("pad").asText(" ").charAt(0);
        boolean right = field.path("align").asText().equals("right");
        if (!alphabet.holdsAll(String.valueOf(pad))) {
            throw new LayoutMistake(
                    pointer + "/pad",
                    "is not printable in " + alphabet.charset().name());
        }
        FieldRule rule = LayoutKeys.rule(
                pointer, "/" + fieldName, alphabet, field, LayoutKeys.content(field), length, Optional.of(pad), right);
        Optional<String> constant = Optional.ofNullable(field.path("constant").textValue());
        constant.ifPresent(value -> LayoutKeys.requireConstant(pointer, value, rule));
        return new FixedLengthField(
                fieldName,
                field.get("at").intValue(),
                length,
                pad,
                right,
                constant,
                field.path("required").booleanValue(),
                rule);
    }

    private static boolean isToldFrom(FixedLengthRecord one, FixedLengthRecord other) {
        return one.length() != other.length()
                || one.fields().stream()
                        .anyMatch(field -> other.fields().stream()
                                .anyMatch(that -> field.at() == that.at()
                                        && field.length() == that.length()
                                        && field.constant().isPresent()
                                        && that.constant().isPresent()
                                        && !field.constant().equals(that.constant())));
    }
}
