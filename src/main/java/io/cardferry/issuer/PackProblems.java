package io.cardferry.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with one pack, collected so that a person sees it all at once. */
final class PackProblems {

    private final PackDocument document;
    private final List<String> lines = new ArrayList<>();

    PackProblems(PackDocument document) {
        this.document = document;
    }

    void add(String pointer, String what) {
        lines.add(document.place(pointer) + ": " + what);
    }

    /** A line whose place is in the text already. */
    void add(String line) {
        lines.add(line);
    }

    /** @return the value, or {@code null} if the rule threw an {@link IllegalArgumentException}, which is then a line */
    <T> T check(String pointer, Supplier<T> rule) {
        try {
            return rule.get();
        } catch (IllegalArgumentException wrong) {
            add(pointer, wrong.getMessage());
            return null;
        }
    }

    List<String> lines() {
        return lines;
    }
}
