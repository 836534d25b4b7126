package io.cardferry.mocks.fault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a caller is kept without an answer. */
public enum Silence {
    /** Nothing comes until the caller gives up. */
    HANG,
    /** The connection is closed. */
    DROP;

    /** As it stands in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
