package io.cardferry.docs;

import static io.cardferry.docs.ConfigurationTables.row;
import static io.cardferry.docs.ConfigurationTables.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The fields of a fixed-length record, as a pack's layout has them. */
final class RecordTable {

    /**
     * A part of a record.
     *
     * @param at its position, from 1
     * @param rule what may stand there, for people
     */
    record Place(String name, int at, int length, String rule) {}

    private RecordTable() {}

    /** All of it, with what no field covers. */
    static List<Place> places(JsonNode record) {
        List<Place> places = new ArrayList<>();
        int next = 1;
        for (JsonNode field : record.path("fields")) {
            next = fillUp(places, next, field.path("at").intValue());
            int length = field.path("length").intValue();
            places.add(new Place(field.path("name").asText(), next, length, rule(field)));
            next += length;
        }
        fillUp(places, next, record.path("length").intValue() + 1);
        return places;
    }

    static List<String> of(JsonNode record) {
        List<String> lines = table("position", "length", "field", "");
        places(record)
                .forEach(place -> lines.add(row(
                        place.at() + "–" + (place.at() + place.length() - 1),
                        String.valueOf(place.length()),
                        place.name(),
                        place.rule())));
        return lines;
    }

    private static int fillUp(List<Place> places, int from, int to) {
        if (from < to) {
            places.add(new Place("(blank)", from, to - from, ""));
        }
        return to;
    }

    private static String rule(JsonNode field) {
        List<String> rules = new ArrayList<>();
        if (field.has("constant")) {
            rules.add("always `" + field.path("constant").asText() + "`");
        }
        if (field.path("content").asText().equals("digits")) {
            rules.add("digits");
        }
        field.path("fit").forEach(fit -> rules.add(fit.asText().replace("cut", "cut if it is too long")));
        if (!field.path("required").asBoolean() && !field.has("constant")) {
            rules.add("may be blank");
        }
        return String.join(", ", rules);
    }
}
