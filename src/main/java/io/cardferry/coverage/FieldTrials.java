package io.cardferry.coverage;

import io.cardferry.coverage.Rendered.Ending;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the trials of one field of the card registration showed, over all samples. */
final class FieldTrials {

    private final Set<String> followers = new LinkedHashSet<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private boolean refusesValues;
    private boolean refusesAbsence;
    private String failure;

    /** Another value was put in, and this came out. */
    void changed(Map<String, String> before, Rendered after) {
        refusesValues |= after.ending() == Ending.REFUSED;
        noteFailure(after, "with some values");
        if (after.isMessage()) {
            followers.addAll(Differing.names(before, after.fields()));
        }
    }

    /** A value was put in where none was, and nothing came out to compare others with. */
    void notAdded(Rendered ended) {
        refusesValues |= ended.ending() == Ending.REFUSED;
        noteFailure(ended, "with some values");
    }

    /** The same card registration, with the field and without it. */
    void absent(Map<String, String> with, Rendered without) {
        refusesAbsence |= without.ending() == Ending.REFUSED;
        noteFailure(without, "when it is absent");
        if (without.isMessage()) {
            for (String name : Differing.names(with, without.fields())) {
                String instead = without.fields().get(name);
                if (instead == null) {
                    leftOut.add(name);
                } else {
                    defaults.put(name, instead);
                }
            }
        }
    }

    private void noteFailure(Rendered ended, String when) {
        if (failure == null && ended.ending() == Ending.FAILED) {
            failure = "the mapping fails " + when + " (" + ended.failure() + ")";
        }
    }

    /** Outgoing fields that changed with the value. */
    Set<String> followers() {
        return followers;
    }

    /** Outgoing fields that were not there when it was not. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** What outgoing fields said instead when it was absent. */
    Map<String, String> defaults() {
        return defaults;
    }

    boolean refusesValues() {
        return refusesValues;
    }

    boolean refusesAbsence() {
        return refusesAbsence;
    }

    /** With what the mapping failed, if it did. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
