package io.cardferry.coverage;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which fields of two messages differ. */
final class Differing {

    private Differing() {}

    /** Those with another value, and those that only one of them has. */
    static Set<String> names(Map<String, String> one, Map<String, String> other) {
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
        return names;
    }
}
