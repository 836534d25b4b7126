package io.cardferry.mocks.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The body of {@code POST /mock/faults}: which fault, and which calls meet it.
 *
 * @param target which calls
 * @param program what goes wrong
 */
record FaultRequest(FaultTarget target, FaultProgram program) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> FIELDS = List.of(
            "issuer",
            "source",
            "on",
            "accountId",
            "cardRef",
            "fault",
            "times",
            "delayMs",
            "retryAfterSeconds",
            "status",
            "silence",
            "afterSeconds",
            "together");

    /**
     * @param issuers the issuers that there are
     * @param sources the card sources that there are
     * @throws JsonProcessingException if it is no JSON
     * @throws WrongFault if it asks for what can't be
     */
    static FaultRequest read(String body, List<String> issuers, List<String> sources) throws JsonProcessingException {
        JsonNode json = JSON.readTree(body);
        if (!json.isObject()) {
            throw new WrongFault("", "a fault is a JSON object, such as {\"issuer\":\"aurora\",\"fault\":\"slow\"}");
        }
        json.fieldNames().forEachRemaining(FaultRequest::known);
        FaultTarget target = target(json, issuers, sources);
        Wire wire = target.wire();
        Fault fault = chosen(json, "fault", null, faultsFor(target.place(), wire));
        FaultProgram program = new FaultProgram(
                fault,
                integer(json, "times"),
                integer(json, "delayMs"),
                integer(json, "retryAfterSeconds"),
                integer(json, "status"),
                chosen(json, "silence", null, Map.of("hang", Silence.HANG, "drop", Silence.DROP)),
                integer(json, "afterSeconds"),
                integer(json, "together"));
        return new FaultRequest(target, program.checkedFor(wire));
    }

    private static FaultTarget target(JsonNode json, List<String> issuers, List<String> sources) {
        String issuer = chosen(json, "issuer", null, same(issuers));
        String source = chosen(json, "source", null, same(sources));
        if ((issuer == null) == (source == null)) {
            throw new WrongFault(
                    "", "name one: an issuer (" + joined(issuers) + ") or a source (" + joined(sources) + ")");
        }
        String cardRef = text(json, "cardRef");
        if (source != null && cardRef != null) {
            throw new WrongFault(
                    "cardRef", "cardRef does not go with a source, which answers for an account as a whole");
        }
        if (source != null && json.has("on")) {
            throw new WrongFault("on", "on does not go with a source, which is asked for lists only");
        }
        Place place = source != null ? Place.LIST : chosen(json, "on", Place.REGISTRATION, placesOf(Wire.of(issuer)));
        return new FaultTarget(issuer, source, place, text(json, "accountId"), cardRef);
    }

    private static Map<String, Place> placesOf(Wire wire) {
        return Arrays.stream(Place.values())
                .filter(place -> place != Place.LIST && wire.leadsTo(place))
                .collect(Collectors.toMap(Place::word, place -> place));
    }

    private static Map<String, Fault> faultsFor(Place place, Wire wire) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.meets(place, wire))
                .collect(Collectors.toMap(Fault::word, fault -> fault));
    }

    private static Map<String, String> same(List<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, name -> name));
    }

    private static void known(String field) {
        if (!FIELDS.contains(field)) {
            throw new WrongFault(field, "there is no field " + field + "; there are " + joined(FIELDS));
        }
    }

    private static <T> T chosen(JsonNode json, String field, T otherwise, Map<String, T> choices) {
        String word = text(json, field);
        if (word != null && !choices.containsKey(word)) {
            throw new WrongFault(
                    field,
                    field + " is \"" + word + "\", but must be one of "
                            + joined(choices.keySet().stream().sorted().toList()));
        }
        return word == null ? otherwise : choices.get(word);
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new WrongFault(field, field + " must be a text");
        }
        return value.textValue();
    }

    private static Integer integer(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new WrongFault(field, field + " must be a whole number");
        }
        return value.intValue();
    }

    private static String joined(List<String> words) {
        return String.join(", ", words);
    }
}
