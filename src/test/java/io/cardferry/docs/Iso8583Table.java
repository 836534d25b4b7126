package io.cardferry.docs;

import static io.cardferry.docs.ConfigurationTables.row;
import static io.cardferry.docs.ConfigurationTables.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of ISO 8583 messages, as a pack's layout has them, and what its comments say of them. */
final class Iso8583Table {

    private static final Pattern COMMENT = Pattern.compile("(?m)^ +\"?(\\d+)\"?: \\{.*} # (.*)$");
    private static final String TAGS = "/tags/values";

    private final JsonNode layout;
    private final Map<String, String> comments = new LinkedHashMap<>();

    Iso8583Table(String text, JsonNode layout) {
        this.layout = layout;
        Matcher comment = COMMENT.matcher(text);
        while (comment.find()) {
            comments.put(comment.group(1), comment.group(2));
        }
    }

    List<String> lines() {
        Map<String, JsonNode> messages = messages();
        List<String> columns = new ArrayList<>(List.of("field", "", "form"));
        columns.addAll(messages.keySet());
        List<String> lines = table(columns.toArray(String[]::new));
        layout.path("fields").properties().forEach(field -> {
            lines.add(line(field.getKey(), field.getKey(), form(field.getValue()), messages, "/required", "/optional"));
            String required = "/required-tags/" + field.getKey();
            field.getValue()
                    .at(TAGS)
                    .properties()
                    .forEach(tag -> lines.add(line(
                            field.getKey() + " tag " + tag.getKey(),
                            tag.getKey(),
                            form(tag.getValue()),
                            messages,
                            required,
                            null)));
        });
        return lines;
    }

    private Map<String, JsonNode> messages() {
        Map<String, JsonNode> messages = new LinkedHashMap<>();
        layout.path("requests")
                .properties()
                .forEach(request -> messages.put(
                        request.getKey() + " " + request.getValue().path("mti").asText(), request.getValue()));
        layout.path("answers")
                .forEach(answer -> messages.put("answer " + answer.path("mti").asText(), answer));
        return messages;
    }

    private String line(
            String name, String key, String form, Map<String, JsonNode> messages, String required, String optional) {
        List<String> cells = new ArrayList<>(List.of(name, comments.getOrDefault(key, ""), form));
        messages.values().forEach(message -> {
            boolean isOptional = optional != null && names(message.at(optional), key);
            cells.add(names(message.at(required), key) ? "required" : isOptional ? "optional" : "");
        });
        return row(cells.toArray(String[]::new));
    }

    private static boolean names(JsonNode list, String key) {
        return list.valueStream().anyMatch(one -> one.asText().equals(key));
    }

    private static String form(JsonNode rule) {
        List<String> form = new ArrayList<>();
        form.add((rule.path("type").asText() + " " + rule.path("length").asText()).strip());
        form.add(rule.has("max-length") ? "up to " + rule.path("max-length").asText() : "");
        form.add(rule.path("content").asText());
        form.add(rule.at("/fit/0").asText());
        form.removeIf(String::isEmpty);
        return String.join(", ", form);
    }
}
