package io.cardferry.coverage;

import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What came out of one rendering.
 *
 * @param fields the message's, or {@code null} if there is none
 * @param ending how it ended
 * @param failure what the mapping failed with, or {@code null}
 */
record Rendered(Map<String, String> fields, Ending ending, String failure) {

    /** How a rendering ends. */
    enum Ending {
        MESSAGE,
        REFUSED,
        FAILED
    }

    static Rendered of(Supplier<Map<String, String>> rendering) {
        try {
            return message(rendering.get());
        } catch (NotRepresentable refused) {
            return new Rendered(null, Ending.REFUSED, null);
        } catch (MappingFailed failed) {
            return new Rendered(null, Ending.FAILED, failed.getMessage());
        }
    }

    static Rendered message(Map<String, String> fields) {
        return new Rendered(fields, Ending.MESSAGE, null);
    }

    boolean isMessage() {
        return ending == Ending.MESSAGE;
    }
}
