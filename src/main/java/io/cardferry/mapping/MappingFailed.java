package io.cardferry.mapping;

/** A mapping is wrong for this document. Its message names file and line, and never a value. */
public final class MappingFailed extends RuntimeException {

    /** @param where the mapping file and, if known, its line */
    public MappingFailed(String where, String what) {
        super(where + ": " + what);
    }
}
