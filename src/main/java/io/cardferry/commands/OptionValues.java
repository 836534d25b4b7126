package io.cardferry.commands;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** How the commands read values, where the library's own way is too lenient or its words are a programmer's. */
final class OptionValues {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String ID_EXAMPLE = "01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e5f";

    private OptionValues() {}

    /**
     * An empty value is a variable of a script that was not set, and never meant.
     *
     * @throws TypeConversionException if the text is empty
     */
    static String text(String given) {
        if (given.isEmpty()) {
            throw new TypeConversionException("it is empty");
        }
        return given;
    }

    /** @throws TypeConversionException if it is no UUID (RFC 9562) in full length */
    static UUID id(String given) {
        return idIn(given)
                .orElseThrow(() ->
                        new TypeConversionException("'" + given + "' is not an id; those look like " + ID_EXAMPLE));
    }

    /** @return the UUID, or empty if the text is none in full length: the JDK would also take {@code 1-1-1-1-1} */
    static Optional<UUID> idIn(String given) {
        return UUID_TEXT.matcher(given).matches() ? Optional.of(UUID.fromString(given)) : Optional.empty();
    }
}
