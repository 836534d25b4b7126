package io.cardferry.configuration;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name that is most like a mistyped one. */
public final class Nearest {

    private Nearest() {}

    /** @throws java.util.NoSuchElementException if nothing is known */
    public static String to(String mistyped, Collection<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance.apply(mistyped, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
