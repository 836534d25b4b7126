package io.cardferry.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Changes one field of a sample at a time, and notes what that does to the message. For one use. */
final class CoverageTrial {

    /** Of other samples' values, so many are tried in each. */
    private static final int BORROWED_MAX = 10;

    private final List<JsonNode> samples;
    private final Function<JsonNode, Map<String, String>> rendering;
    private final Map<CanonicalField, FieldTrials> byField = new EnumMap<>(CanonicalField.class);
    private final Map<String, Set<String>> usual = new LinkedHashMap<>();
    private final Set<String> restless = new TreeSet<>();

    CoverageTrial(List<JsonNode> samples, Function<JsonNode, Map<String, String>> rendering) {
        this.samples = samples;
        this.rendering = rendering;
    }

    Coverage run() {
        boolean opened = samples.stream()
                .anyMatch(sample -> CanonicalField.PAN.in(sample).isPresent());
        for (CanonicalField field : CanonicalField.values()) {
            // A pack gets one of the two; its samples show which.
            if (field != (opened ? CanonicalField.SEALED_CARD : CanonicalField.PAN)) {
                byField.put(field, new FieldTrials());
            }
        }
        samples.forEach(this::tryAllFields);
        return new CoverageReading(byField, usual, restless).coverage();
    }

    private void tryAllFields(JsonNode sample) {
        Rendered first = render(sample);
        if (!first.isMessage()) {
            // The comparison with its message says so already.
            return;
        }
        first.fields()
                .forEach((name, value) -> usual.computeIfAbsent(name, key -> new LinkedHashSet<>())
                        .add(value));
        byField.forEach((field, trials) -> tryField(field, trials, sample, first));
        Rendered again = render(sample);
        if (again.isMessage()) {
            restless.addAll(Differing.names(first.fields(), again.fields()));
        }
    }

    private void tryField(CanonicalField field, FieldTrials trials, JsonNode sample, Rendered first) {
        boolean present = field.in(sample).isPresent();
        Rendered with = present ? first : null;
        for (String value : valuesFor(field, sample)) {
            Rendered changed = render(field.put(sample, value));
            if (with != null) {
                trials.changed(with.fields(), changed);
            } else if (changed.isMessage()) {
                with = changed;
            } else {
                trials.notAdded(changed);
            }
        }
        if (field.isOptional() && with != null) {
            trials.absent(with.fields(), present ? render(field.remove(sample)) : first);
        }
    }

    private List<String> valuesFor(CanonicalField field, JsonNode sample) {
        String current = field.in(sample).orElse(null);
        List<String> values = new ArrayList<>(field.trials(current));
        samples.stream()
                .flatMap(other -> field.in(other).stream())
                .filter(value -> !value.equals(current) && !values.contains(value))
                .distinct()
                .limit(BORROWED_MAX)
                .toList()
                .forEach(values::add);
        return values;
    }

    private Rendered render(JsonNode card) {
        return Rendered.of(() -> rendering.apply(card));
    }
}
