package io.cardferry.outbound;

import java.io.IOException;

/** The request may have been sent, in part or whole, and there is no usable answer. */
public final class AnswerLostException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean late;

    /**
     * @param kind what happened, for people, without addresses or data
     * @param late whether the answer did not come in time
     */
    public AnswerLostException(String kind, boolean late, Throwable cause) {
        super(kind, cause);
        this.late = late;
    }

    /** Whether the answer did not come in time; else the connection or the answer was broken. */
    public boolean isLate() {
        return late;
    }
}
