package io.cardferry.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.intake.Problem.Fault;
import java.util.List;

/**
 * One JSON object of a request, read field by field. What is wrong is noted, with its JSON pointer, and read as
 * {@code null}, so that one answer names every fault. JSON {@code null} counts as absent.
 */
final class RequestObject {

    private final JsonNode node;
    private final String pointer;
    private final List<Fault> faults;

    RequestObject(JsonNode node, String pointer, List<Fault> faults) {
        this.node = node;
        this.pointer = pointer;
        this.faults = faults;
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
