package io.cardferry.operations;

import java.util.Locale;

/** What operators do about dead letters. */
public enum OperatorAction {
    REPLAY,
    REFRESH,
    RESOLVE,
    DISCARD;

    /** Its name in logs and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
