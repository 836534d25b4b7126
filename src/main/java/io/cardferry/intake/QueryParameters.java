package io.cardferry.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * The query parameters of a request, read one by one. What is wrong is noted and read as {@code null}, so that one answer
 * names every fault; an empty parameter counts as absent, and one that nobody reads is ignored. The door bounds the whole
 * request line.
 */
final class QueryParameters {

    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private QueryParameters() {}

    /**
     * Decodes a query as forms write it: percent signs, UTF-8, and {@code +} for a blank.
     *
     * @param query what stands behind the path's question mark; may be empty
     * @throws ProblemException {@code bad-request} if it can't be decoded
     */
    static QueryParameters read(String query) {
        QueryParameters parameters = new QueryParameters();
        boolean whole;
        try {
            whole = UrlEncoded.decodeUtf8To(query, 0, query.length(), parameters::add);
        } catch (IllegalArgumentException e) {
            whole = false;
        }
        if (!whole) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST, "the query can't be decoded: percent-encode it, as UTF-8");
        }
        return parameters;
    }

    private void add(String name, String value) {
        if (!value.isEmpty()) {
            values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
    }

    private String value(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            fault(name, "is given more than once");
        }
        return given.size() == 1 ? given.get(0) : null;
    }

    /** @throws ProblemException {@code bad-request} with everything that has been noted, if anything has */
    void requireNoFaults() {
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemCode.BAD_REQUEST, String.join("; ", faults));
        }
    }

    /** The text, or {@code null} if it is absent or wrong. */
    String text(String name, TextRule rule) {
        String value = value(name);
        String wrong = value == null ? null : rule.faultOf(value);
        if (wrong != null) {
            fault(name, wrong);
            return null;
        }
        return value;
    }

    /** The boolean, or {@code null} if it is absent or none. */
    Boolean flag(String name) {
        String value = value(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            fault(name, "is " + Excerpt.of(value) + "; must be true or false");
            return null;
        }
        return value == null ? null : Boolean.valueOf(value);
    }

    /** The whole number, or {@code null} if it is absent, no whole number, or out of range. */
    Integer number(String name, int min, int max) {
        String value = value(name);
        if (value == null) {
            return null;
        }
        Integer number = value.matches("[0-9]{1,9}") ? Integer.valueOf(value) : null;
        if (number == null || number < min || number > max) {
            fault(name, "must be a whole number from " + min + " to " + max);
            return null;
        }
        return number;
    }

    /**
     * A word of a closed list, or {@code null} if it is absent or none of it.
     *
     * @param read finds what a word stands for, or throws an {@link IllegalArgumentException}
     * @param allowed says which words there are
     */
    <T> T word(String name, Function<String, T> read, String allowed) {
        String value = value(name);
        try {
            return value == null ? null : read.apply(value);
        } catch (IllegalArgumentException unknown) {
            fault(name, "is " + Excerpt.of(value) + "; must be " + allowed);
            return null;
        }
    }

    /** Notes what is wrong with a parameter that somebody reads. */
    void fault(String name, String detail) {
        faults.add("the query parameter " + name + " " + detail);
    }
}
