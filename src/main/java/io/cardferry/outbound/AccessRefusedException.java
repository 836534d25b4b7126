package io.cardferry.outbound;

import java.io.IOException;

/** The partner does not let us in, or not do this: certainly it has not taken the request. */
public final class AccessRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param kind what happened, for people, without addresses or data */
    public AccessRefusedException(String kind, Throwable cause) {
        super(kind, cause);
    }
}
