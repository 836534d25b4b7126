package io.cardferry.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.intake.Problem.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One JSON object of a request, read field by field. What is wrong is noted, with its JSON pointer, and read as
 * {@code null}, so that one answer names every fault. JSON {@code null} counts as absent.
 */
final class RequestObject {

    private static final TextRule ANY_TEXT = new TextRule(0, Integer.MAX_VALUE, true);
    private static final TextRule TIME = new TextRule(1, 64, true);

    private final JsonNode node;
    private final String pointer;
    private final List<Fault> faults;

    RequestObject(JsonNode node, String pointer, List<Fault> faults) {
        this.node = node;
        this.pointer = pointer;
        this.faults = faults;
    }

    /**
     * The object that a whole body is.
     *
     * @throws ProblemException {@code malformed-json}, or {@code invalid-request} if the body is something else
     */
    static RequestObject read(byte[] body) {
        JsonNode root = JsonBody.read(body);
        RequestObject request = new RequestObject(root, "", new ArrayList<>());
        if (!root.isObject()) {
            request.fault("must be an object");
            request.requireNoFaults();
        }
        return request;
    }

    /** @throws ProblemException {@code invalid-request} with everything that has been noted, if anything has */
    void requireNoFaults() {
        if (!faults.isEmpty()) {
            String detail = faults.size() == 1 ? "one field is wrong" : faults.size() + " fields are wrong";
            throw new ProblemException(new Problem(ProblemCode.INVALID_REQUEST, detail, faults));
        }
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    RequestObject requiredObject(String name) {
        return require(name) ? object(name) : null;
    }

    /** The object, or {@code null} if it is absent or no object. */
    RequestObject object(String name) {
        JsonNode value = node.get(name);
        if (!has(name)) {
            return null;
        }
        if (!value.isObject()) {
            fault(name, "must be an object");
            return null;
        }
        return new RequestObject(value, pointer + "/" + name, faults);
    }

    String requiredText(String name, TextRule rule) {
        return require(name) ? text(name, rule) : null;
    }

    /** The text, or {@code null} if it is absent or wrong. */
    String text(String name, TextRule rule) {
        return has(name) ? text(node.get(name), "/" + name, rule) : null;
    }

    <E extends Enum<E>> E requiredWord(String name, Class<E> words) {
        return require(name) ? word(name, words) : null;
    }

    /** One of the words of an enumeration, or {@code null} if it is absent or another one. */
    <E extends Enum<E>> E word(String name, Class<E> words) {
        String text = text(name, ANY_TEXT);
        if (text == null) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        String allowed = Arrays.stream(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        fault(name, "is " + Excerpt.of(text) + "; must be one of " + allowed);
        return null;
    }

    /** The array, or {@code null} if it is absent or no array. */
    JsonNode array(String name) {
        if (!has(name)) {
            return null;
        }
        if (!node.get(name).isArray()) {
            fault(name, "must be an array");
            return null;
        }
        return node.get(name);
    }

    /** The boolean, or {@code null} if it is absent or no boolean. */
    Boolean flag(String name) {
        if (!has(name)) {
            return null;
        }
        if (!node.get(name).isBoolean()) {
            fault(name, "must be true or false");
            return null;
        }
        return node.get(name).booleanValue();
    }

    Integer requiredNumber(String name, int min, int max) {
        return require(name) ? number(name, min, max) : null;
    }

    /** The whole number, or {@code null} if it is absent, no whole number, or out of range. */
    Integer number(String name, int min, int max) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = node.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            fault(name, "must be a whole number from " + min + " to " + max);
            return null;
        }
        return value.intValue();
    }

    /** The time, or {@code null} if it is absent or no time of RFC 3339. */
    Instant time(String name) {
        String text = text(name, TIME);
        return text == null ? null : timeOf(name, text);
    }

    Instant requiredTime(String name) {
        return require(name) ? time(name) : null;
    }

    private Instant timeOf(String name, String text) {
        return Times.read(text).orElseGet(() -> {
            fault(name, "must be a time as in RFC 3339, e.g. 2026-11-22T10:15:00Z");
            return null;
        });
    }

    /** A text that stands at a place below this object, e.g. {@code /refs/3}. */
    String text(JsonNode value, String place, TextRule rule) {
        String wrong = value.isTextual() ? rule.faultOf(value.textValue()) : "must be a string";
        if (wrong != null) {
            faults.add(Fault.at(pointer + place, wrong));
            return null;
        }
        return value.textValue();
    }

    /** Notes what is wrong with a field. */
    void fault(String name, String detail) {
        faults.add(Fault.at(pointer + "/" + name, detail));
    }

    /** Notes what is wrong with the object itself. */
    void fault(String detail) {
        faults.add(Fault.at(pointer, detail));
    }

    private boolean require(String name) {
        if (!has(name)) {
            fault(name, "is required");
        }
        return has(name);
    }
}
