package io.cardferry.outbound;

import java.io.IOException;

/** No connection stood: certainly not a byte of the request left. */
public final class NotSentException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param kind what happened, for people, without addresses or data */
    public NotSentException(String kind, Throwable cause) {
        super(kind, cause);
    }
}
