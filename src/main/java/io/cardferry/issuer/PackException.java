package io.cardferry.issuer;

import java.util.List;

/** Packs are wrong. Has one line per mistake: where, what, what is allowed. */
public final class PackException extends RuntimeException {

    private final List<String> lines;

    /** @param lines one per mistake, at least one */
    public PackException(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    /** One per mistake, in the order of packs and keys. */
    public List<String> lines() {
        return lines;
    }
}
