package io.cardferry.mocks.fault;

/** A fault was asked for that can't be; the message says what can. */
public final class WrongFault extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    WrongFault(String field, String detail) {
        super(detail);
        this.field = field;
    }

    /** The field that is wrong; empty if it is the whole. */
    public String field() {
        return field;
    }
}
