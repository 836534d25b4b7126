package io.cardferry.intake;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as the API reads them (RFC 9562 section 4). */
final class Uuids {

    /** {@link UUID#fromString} alone would also take shortened forms. */
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Uuids() {}

    /** Reads an id, or says that it is none. */
    static Optional<UUID> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
