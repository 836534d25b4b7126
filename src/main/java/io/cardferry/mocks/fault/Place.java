package io.cardferry.mocks.fault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which kind of call a fault meets. */
public enum Place {
    /** A card registration, sent to an issuer. */
    REGISTRATION,
    /** An inquiry, sent to an issuer. */
    INQUIRY,
    /** The question whether a connection lives, sent to an issuer on that connection. */
    ECHO,
    /** An account's cards, asked of a card source. */
    LIST;

    /** As it stands in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
