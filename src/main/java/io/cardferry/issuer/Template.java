package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.security.SafeText;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path or a header value with placeholders such as {@code {requestId}}.
 *
 * @param text as it stands in the pack
 */
public record Template(String text) {

    /** What a placeholder may name: top-level keys of the canonical card registration. */
    public static final List<String> PLACEHOLDERS = List.of("requestId", "registrationId", "requestorId");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /** @throws IllegalArgumentException if a placeholder is unknown or a brace stands alone */
    public Template {
        String rest = PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        found -> PLACEHOLDERS.contains(found.group(1)) ? "" : Matcher.quoteReplacement(found.group()));
        if (rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException(SafeText.quoted(text)
                    + " has an unknown placeholder; known are {requestId}, {registrationId}, {requestorId}");
        }
    }

    /**
     * The text with its placeholders filled.
     *
     * @param canonical the canonical card registration
     * @param encoding applied to each value that is put in
     */
    String fill(JsonNode canonical, UnaryOperator<String> encoding) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        encoding.apply(canonical.path(found.group(1)).asText())));
    }
}
