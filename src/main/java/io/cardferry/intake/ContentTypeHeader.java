package io.cardferry.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;

/** The {@code Content-Type} header of a request with a body: JSON, in UTF-8. */
final class ContentTypeHeader {

    private ContentTypeHeader() {}

    /**
     * Checks that the body is JSON.
     *
     * @param headers each header's value, as sent
     * @throws ProblemException {@code unsupported-media-type} if it is missing, doubled, another type or another charset
     */
    static void requireJson(List<String> headers) {
        if (headers.size() != 1 || !isJson(headers.get(0))) {
            throw new ProblemException(Problem.ofHeader(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type", "must be application/json, in UTF-8"));
        }
    }

    private static boolean isJson(String value) {
        Map<String, String> parameters = new HashMap<>();
        String type = HttpField.getValueParameters(value, parameters);
        return "application/json".equalsIgnoreCase(type)
                && parameters.entrySet().stream()
                        .filter(parameter -> parameter.getKey().equalsIgnoreCase("charset"))
                        .allMatch(parameter -> "utf-8".equalsIgnoreCase(parameter.getValue()));
    }
}
