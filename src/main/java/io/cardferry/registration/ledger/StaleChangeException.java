package io.cardferry.registration.ledger;

/** What was to be changed is no longer as it was read: somebody else has it now. The change was not made. */
public final class StaleChangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleChangeException(String message) {
        super(message);
    }
}
