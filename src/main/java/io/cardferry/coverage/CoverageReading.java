package io.cardferry.coverage;

import io.cardferry.coverage.Coverage.Incoming;
import io.cardferry.coverage.Coverage.Outgoing;
import io.cardferry.security.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads from the trials of all fields what each of them, and each outgoing field, comes to. */
final class CoverageReading {

    private final Map<CanonicalField, FieldTrials> trials;
    private final Map<String, Set<String>> usual;
    private final Set<String> restless;
    private final Map<String, List<String>> origins = new LinkedHashMap<>();

    /**
     * @param usual the values of each outgoing field in the samples as they are
     * @param restless outgoing fields that change by themselves
     */
    CoverageReading(Map<CanonicalField, FieldTrials> trials, Map<String, Set<String>> usual, Set<String> restless) {
        this.trials = trials;
        this.usual = usual;
        this.restless = restless;
    }

    Coverage coverage() {
        usual.keySet().forEach(name -> origins.put(name, new ArrayList<>()));
        List<Incoming> incoming = new ArrayList<>();
        trials.forEach((field, found) -> incoming.add(incoming(field, found)));
        List<Outgoing> outgoing = new ArrayList<>();
        origins.forEach((name, from) -> outgoing.add(outgoing(name, from)));
        return new Coverage(incoming, outgoing);
    }

    private Incoming incoming(CanonicalField field, FieldTrials found) {
        Set<String> followers = moved(found.followers());
        Set<String> leftOut = ownOf(field, moved(found.leftOut()));
        Set<String> defaulted = ownOf(field, moved(found.defaults().keySet()));
        Set<String> becomes = new LinkedHashSet<>(followers);
        becomes.addAll(leftOut);
        becomes.addAll(defaulted);
        becomes.forEach(
                name -> origins.computeIfAbsent(name, key -> new ArrayList<>()).add(field.title()));
        List<String> notes = new ArrayList<>();
        defaulted.forEach(name ->
                notes.add(name + " is " + SafeText.quoted(found.defaults().get(name)) + " when it is absent"));
        if (!leftOut.isEmpty()) {
            notes.add(
                    (followers.equals(leftOut) ? "" : String.join(", ", leftOut) + " ") + "left out when it is absent");
        }
        if (found.refusesAbsence()) {
            notes.add("not representable when it is absent");
        }
        if (found.refusesValues()) {
            notes.add("some values are not representable");
        }
        found.failure().ifPresent(notes::add);
        return new Incoming(field.title(), use(found, followers, leftOut, defaulted), List.copyOf(becomes), notes);
    }

    private static FieldUse use(FieldTrials found, Set<String> followers, Set<String> leftOut, Set<String> defaulted) {
        if (!defaulted.isEmpty() || followers.isEmpty() && !leftOut.isEmpty()) {
            return FieldUse.DEFAULTED;
        }
        if (!followers.isEmpty()) {
            return FieldUse.MAPPED;
        }
        boolean checked = found.refusesValues()
                || found.refusesAbsence()
                || found.failure().isPresent();
        return checked ? FieldUse.CHECKED : FieldUse.DROPPED;
    }

    private Outgoing outgoing(String name, List<String> from) {
        Set<String> values = usual.getOrDefault(name, Set.of());
        if (restless.contains(name)) {
            return new Outgoing(name, FieldOrigin.BY_ITSELF, List.of(), null);
        }
        if (!from.isEmpty()) {
            return new Outgoing(name, FieldOrigin.CARD, from, null);
        }
        return values.size() == 1
                ? new Outgoing(
                        name,
                        FieldOrigin.CONSTANT,
                        List.of(),
                        SafeText.quoted(values.iterator().next()))
                : new Outgoing(name, FieldOrigin.SEVERAL_TOGETHER, List.of(), null);
    }

    /** Without those that move by themselves. */
    private Set<String> moved(Set<String> names) {
        Set<String> moved = new LinkedHashSet<>(names);
        moved.removeAll(restless);
        return moved;
    }

    /** Without those that follow another field which was taken away together with this one. */
    private Set<String> ownOf(CanonicalField field, Set<String> names) {
        Set<String> others = new TreeSet<>();
        trials.forEach((other, found) -> {
            if (other != field && other.comesWith(field)) {
                others.addAll(found.followers());
            }
        });
        others.removeAll(trials.get(field).followers());
        names.removeAll(others);
        return names;
    }
}
