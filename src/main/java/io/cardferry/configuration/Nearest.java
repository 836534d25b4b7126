package io.cardferry.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name that is most like a mistyped one. */
public final class Nearest {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    /** One typing mistake in so many characters is a typing mistake; more of them are another word. */
    private static final int CHARACTERS_PER_MISTAKE = 3;

    private Nearest() {}

    /**
     * Upper or lower case, dots, dashes and underscores count only between names that are alike otherwise: a variable's
     * name in a file means its key.
     *
     * @throws java.util.NoSuchElementException if nothing is known
     */
    public static String to(String mistyped, Collection<String> known) {
        String plain = plain(mistyped);
        return known.stream()
                .min(Comparator.comparingInt((String name) -> DISTANCE.apply(plain, plain(name)))
                        .thenComparingInt(name -> DISTANCE.apply(mistyped, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /**
     * The nearest name if it may be the one that was meant, since a far-fetched one leads astray.
     *
     * @throws java.util.NoSuchElementException if nothing is known
     */
    public static Optional<String> suggestion(String mistyped, Collection<String> known) {
        return Optional.of(to(mistyped, known)).filter(nearest -> isNear(mistyped, nearest));
    }

    /** Whether they differ in at most one of three characters, the word that both begin with left aside. */
    static boolean isNear(String mistyped, String nearest) {
        String one = plain(mistyped);
        String other = plain(nearest);
        int begin = commonWord(one, other);
        int mistakes = DISTANCE.apply(one.substring(begin), other.substring(begin));
        return mistakes * CHARACTERS_PER_MISTAKE <= one.length() - begin + CHARACTERS_PER_MISTAKE - 1;
    }

    /** How many characters the word takes that both begin with: every key of ours begins with the same one. */
    private static int commonWord(String one, String other) {
        int begin = one.indexOf('.') + 1;
        return other.startsWith(one.substring(0, begin)) ? begin : 0;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", ".");
    }
}
