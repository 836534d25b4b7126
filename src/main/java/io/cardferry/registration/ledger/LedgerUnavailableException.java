package io.cardferry.registration.ledger;

/**
 * The ledger can't read or commit now. Nothing was recorded as far as the hub knows; the caller may try again under the
 * same key.
 */
public final class LedgerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
