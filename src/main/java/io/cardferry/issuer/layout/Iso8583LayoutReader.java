package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes an ISO 8583 layout of its document: what the schema can't say is checked here. */
public final class Iso8583LayoutReader {

    private static final int LONGEST_BY_DEFAULT = 2048;

    private final String name;
    private final JsonNode document;
    private final Iso8583Encoding encoding;
    private final SortedMap<Integer, Iso8583Field> fields = new TreeMap<>();

    private Iso8583LayoutReader(String name, JsonNode document) {
        this.name = name;
        this.document = document;
        this.encoding = encoding(document);
    }

    /**
     * @param name how the layout is named in messages
     * @param document that is right by iso8583-layout.schema.json
     * @throws LayoutMistake if it contradicts itself
     */
    public static MessageLayout read(String name, JsonNode document) {
        return new Iso8583LayoutReader(name, document).layout();
    }

    private MessageLayout layout() {
        Iso8583FieldReader reader = new Iso8583FieldReader(encoding);
        document.get("fields").properties().forEach(field -> {
            Iso8583Field read = reader.read("/fields/" + field.getKey(), field.getKey(), field.getValue());
            fields.put(read.number(), read);
        });
        Map<String, Iso8583Message> requests = new HashMap<>();
        document.get("requests")
                .properties()
                .forEach(request ->
                        requests.put(request.getKey(), message("/requests/" + request.getKey(), request.getValue())));
        List<Iso8583Message> answers = new ArrayList<>();
        for (JsonNode answer : document.get("answers")) {
            String pointer = "/answers/" + answers.size();
            Iso8583Message message = message(pointer, answer);
            if (answers.stream().anyMatch(other -> other.type().equals(message.type()))) {
                throw new LayoutMistake(
                        pointer + "/mti", "there are two answers of the type " + message.type() + "; make them one");
            }
            answers.add(message);
        }
        String contentType = LayoutKeys.contentType(document, "application/octet-stream");
        return new Iso8583Layout(name, encoding, contentType, requests, answers);
    }

    private Iso8583Message message(String pointer, JsonNode message) {
        SortedSet<Integer> required = numbers(pointer + "/required", message.path("required"));
        SortedSet<Integer> optional = numbers(pointer + "/optional", message.path("optional"));
        for (Integer number : optional) {
            if (required.contains(number)) {
                throw new LayoutMistake(
                        pointer + "/optional",
                        "field " + number + " is required and optional; remove it from one list");
            }
        }
        SortedSet<Integer> all = new TreeSet<>(required);
        all.addAll(optional);
        List<Iso8583Field> listed = all.stream().map(fields::get).toList();
        return new Iso8583Message(
                encoding,
                message.get("mti").asText(),
                listed,
                required,
                requiredTags(pointer + "/required-tags", message, all));
    }

    private Map<Integer, Set<String>> requiredTags(String pointer, JsonNode message, Set<Integer> all) {
        Map<Integer, Set<String>> tags = new HashMap<>();
        message.path("required-tags").properties().forEach(entry -> {
            Iso8583Field field = fields.get(Integer.valueOf(entry.getKey()));
            String at = pointer + "/" + entry.getKey();
            if (field == null || field.tags().isEmpty() || !all.contains(field.number())) {
                throw new LayoutMistake(at, "is no field of this message that has tags; remove it");
            }
            Set<String> listed = new TreeSet<>();
            for (JsonNode tag : entry.getValue()) {
                if (!field.tags().get().rules().containsKey(tag.asText())) {
                    throw new LayoutMistake(
                            at, "there is no tag '" + tag.asText() + "' under /fields/" + entry.getKey());
                }
                listed.add(tag.asText());
            }
            tags.put(field.number(), listed);
        });
        return tags;
    }

    private SortedSet<Integer> numbers(String pointer, JsonNode list) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (JsonNode number : list) {
            Optional.ofNullable(fields.get(number.intValue()))
                    .orElseThrow(() -> new LayoutMistake(
                            pointer, "there is no field " + number + " under /fields; describe it there"));
            numbers.add(number.intValue());
        }
        return numbers;
    }

    private static Iso8583Encoding encoding(JsonNode document) {
        boolean binaryType = document.path("mti").asText().equals("bcd");
        boolean binaryBitmap = document.path("bitmap").asText().equals("binary");
        if (binaryType && !binaryBitmap) {
            throw new LayoutMistake("/mti", "with mti: bcd, the bitmap is binary too; add bitmap: binary");
        }
        return new Iso8583Encoding(
                LayoutKeys.alphabet(document),
                binaryType,
                binaryBitmap,
                document.path("numbers").asText().equals("bcd"),
                document.path("max-length").asInt(LONGEST_BY_DEFAULT));
    }
}
