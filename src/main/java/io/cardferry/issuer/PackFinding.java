package io.cardferry.issuer;

import io.cardferry.mapping.Difference;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that keeps a pack's samples from proving it.
 *
 * @param place the file, beginning with the pack's id
 * @param what what is wrong with it; empty text if it is a difference
 * @param difference how what came out differs from what the sample says
 */
public record PackFinding(String place, String what, Optional<Difference> difference) {

    public PackFinding {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(difference, "difference");
    }

    static PackFinding of(String place, String what) {
        return new PackFinding(place, what, Optional.empty());
    }

    static PackFinding of(String place, Difference difference) {
        return new PackFinding(place, "", Optional.of(difference));
    }

    /** Place and finding in one line. */
    public String line() {
        return place + ": " + difference.map(Difference::line).orElse(what);
    }
}
