package io.cardferry.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.intake.Answers;
import io.cardferry.intake.HttpAnswer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Says whether the hub lives, and whether it can do its work. */
public final class HubHealth {

    private final Map<String, BooleanSupplier> checks;
    private final Set<String> optional;

    /**
     * @param needed by name; each says whether that part works, and answers within seconds
     * @param optional the same, of parts without which the hub still does most of its work: shown, but it stays ready
     */
    public HubHealth(Map<String, BooleanSupplier> needed, Map<String, BooleanSupplier> optional) {
        this.checks = new TreeMap<>(needed);
        this.optional = Set.copyOf(optional.keySet());
        checks.putAll(optional);
    }

    /** 200 as long as the process answers at all. */
    public HttpAnswer live() {
        return Answers.json(200, JsonNodeFactory.instance.objectNode().put("status", "UP"));
    }

    /** 200 if every part that is needed works, else 503; both with all parts. */
    public HttpAnswer ready() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("status", "UP");
        ObjectNode parts = body.putObject("parts");
        checks.forEach((name, check) -> {
            boolean works = check.getAsBoolean();
            parts.put(name, works ? "UP" : "DOWN");
            if (!works && !optional.contains(name)) {
                body.put("status", "DOWN");
            }
        });
        return Answers.json("UP".equals(body.get("status").asText()) ? 200 : 503, body);
    }
}
