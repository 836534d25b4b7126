package io.cardferry.issuer.layout;

/** A layout that its JSON Schema allows contradicts itself. */
public final class LayoutMistake extends IllegalArgumentException {

    private final String pointer;

    /**
     * @param pointer the JSON pointer of what is wrong
     * @param what what is wrong with it, and what to do
     */
    LayoutMistake(String pointer, String what) {
        super(what);
        this.pointer = pointer;
    }

    /** The JSON pointer of what is wrong. */
    public String pointer() {
        return pointer;
    }
}
