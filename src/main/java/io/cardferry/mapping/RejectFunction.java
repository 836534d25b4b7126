package io.cardferry.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;

/**
 * {@code not-representable(field, why)} in a mapping: says that a value does not fit the issuer's format, so that
 * the card is rejected before anything is sent.
 */
final class RejectFunction implements Function {

    @Override
    public String getName() {
        return "not-representable";
    }

    @Override
    public int getMinArguments() {
        return 2;
    }

    @Override
    public int getMaxArguments() {
        return 2;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        throw new NotRepresentable(arguments[0].asText(), arguments[1].asText());
    }
}
