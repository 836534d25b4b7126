package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * What went wrong with a request, as the caller is told (RFC 9457). Never holds an account id, an assertion or card
 * data.
 *
 * @param code which problem
 * @param detail what is wrong this time and what to do about it, for people; may be {@code null}
 * @param faults the places that are wrong; only the first {@value #MAX_FAULTS} are kept
 */
public record Problem(ProblemCode code, String detail, List<Fault> faults) {

    /** As many places as a person can use; more would only make a bad request's answer long. */
    public static final int MAX_FAULTS = 20;

    /** The media type of its JSON form. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        Objects.requireNonNull(code, "code");
        faults = List.copyOf(faults.size() > MAX_FAULTS ? faults.subList(0, MAX_FAULTS) : faults);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of());
    }

    /** A problem with one header. */
    public static Problem ofHeader(ProblemCode code, String header, String detail) {
        return new Problem(code, detail, List.of(new Fault(null, header, detail)));
    }

    /** A problem with one field of the body. */
    public static Problem ofField(ProblemCode code, String pointer, String detail) {
        return new Problem(code, detail, List.of(Fault.at(pointer, detail)));
    }

    /** Its JSON form; {@code detail} and {@code errors} are left out when there are none. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", code.type());
        json.put("title", code.title());
        json.put("status", code.status());
        if (detail != null) {
            json.put("detail", detail);
        }
        if (!faults.isEmpty()) {
            ArrayNode errors = json.putArray("errors");
            faults.forEach(fault -> errors.add(fault.toJson()));
        }
        return json;
    }

    /**
     * One place that is wrong: in the body or in a header.
     *
     * @param pointer JSON pointer into the body (RFC 6901), or {@code null}
     * @param header name of the header, or {@code null}
     * @param detail what is wrong there
     */
    public record Fault(String pointer, String header, String detail) {

        public Fault {
            if ((pointer == null) == (header == null)) {
                throw new IllegalArgumentException("a fault is either in the body or in a header");
            }
            Objects.requireNonNull(detail, "detail");
        }

        static Fault at(String pointer, String detail) {
            return new Fault(pointer, null, detail);
        }

        private ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put(pointer != null ? "pointer" : "header", pointer != null ? pointer : header);
            json.put("detail", detail);
            return json;
        }
    }
}
