package io.cardferry.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;

/** {@code transliterate(text)} in a mapping: the text in printable US-ASCII, see {@link Transliteration}; null stays null. */
final class TransliterateFunction implements Function {

    @Override
    public String getName() {
        return "transliterate";
    }

    @Override
    public int getMinArguments() {
        return 1;
    }

    @Override
    public int getMaxArguments() {
        return 1;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        return arguments[0].isNull() ? arguments[0] : TextNode.valueOf(Transliteration.toAscii(arguments[0].asText()));
    }
}
