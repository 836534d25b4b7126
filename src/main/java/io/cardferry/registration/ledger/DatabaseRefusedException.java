package io.cardferry.registration.ledger;

/** The database that was named can't be used as it is: a line for the operator, which says what to change. */
public final class DatabaseRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseRefusedException(String message) {
        super(message);
    }
}
