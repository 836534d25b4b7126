package io.cardferry.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the samples of a pack, and trials around them, show of its request mapping. Safe to print: values are cut, and have
 * stars in place of what could be a card number.
 *
 * @param card each field of the card registration
 * @param message each field of the issuer's message, in its order
 */
public record Coverage(List<Incoming> card, List<Outgoing> message) {

    /** So many samples are tried; what they all leave open, others seldom show. */
    public static final int SAMPLES_MAX = 20;

    /**
     * What becomes of a field of the card registration.
     *
     * @param field e.g. {@code device.name}
     * @param use in a word
     * @param becomes the fields of the message that change with it
     * @param notes what happens when it is absent, and which values are refused
     */
    public record Incoming(String field, FieldUse use, List<String> becomes, List<String> notes) {}

    /**
     * Where a field of the message comes from.
     *
     * @param field in the issuer's own terms
     * @param origin in a word
     * @param from the fields of the card registration that it changes with
     * @param constant what it always is, if it is a constant; else {@code null}
     */
    public record Outgoing(String field, FieldOrigin origin, List<String> from, String constant) {}

    public Coverage {
        card = List.copyOf(card);
        message = List.copyOf(message);
    }

    /**
     * Finds out.
     *
     * @param samples canonical card registrations; the first {@value #SAMPLES_MAX} count
     * @param rendering gives the fields of the message by their names, or throws as the pack's mapping does
     */
    public static Coverage of(List<JsonNode> samples, Function<JsonNode, Map<String, String>> rendering) {
        return new CoverageTrial(samples.subList(0, Math.min(samples.size(), SAMPLES_MAX)), rendering).run();
    }
}
