package io.cardferry.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name that is most like a mistyped one. */
public final class Nearest {

    private Nearest() {}

    /**
     * Upper or lower case, dots, dashes and underscores count only between names that are alike otherwise: a variable's
     * name in a file means its key.
     *
     * @throws java.util.NoSuchElementException if nothing is known
     */
    public static String to(String mistyped, Collection<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String plain = plain(mistyped);
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance.apply(plain, plain(name)))
                        .thenComparingInt(name -> distance.apply(mistyped, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", ".");
    }
}
