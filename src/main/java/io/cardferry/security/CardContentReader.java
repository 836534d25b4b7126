package io.cardferry.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the content of a sealed card, as docs/sources.md describes it. Failures hold nothing of it. */
final class CardContentReader {

    private static final int MAX_BYTES = 4 * 1024;
    private static final int MAX_ACCOUNT = 128;
    private static final int MAX_REF = 64;
    private static final Pattern EXPIRY = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^a-z0-9]");

    /**
     * Sensitive authentication data by its usual names, as PCI DSS requirement 3.3 forbids to keep: a source that sends
     * it must be mended, and not be served.
     */
    private static final Set<String> FORBIDDEN = Set.of(
            "cvv",
            "cvv2",
            "cvc",
            "cvc2",
            "cvn",
            "cvn2",
            "cav",
            "cav2",
            "cid",
            "csc",
            "cardverificationvalue",
            "cardverificationcode",
            "verificationcode",
            "verificationvalue",
            "securitycode",
            "cardsecuritycode",
            "pin",
            "pinblock",
            "track1",
            "track2",
            "trackdata");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxDocumentLength(MAX_BYTES)
                            .maxStringLength(MAX_BYTES)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // A buffer that is used again would hold the digits until somebody else's text is over them.
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CardContentReader() {}

    /** @throws UnreadableSealedCard if it is not what a sealed card holds */
    static OpenedCard read(byte[] content) {
        JsonNode card = parse(content);
        if (holdsForbidden(card)) {
            throw wrong("holds a verification code, PIN or track data, which no sealed card may");
        }
        // Only its type: it says when the source sealed the card, and a card may rightly wait for days (decision 022).
        if (!card.path("iat").isIntegralNumber()) {
            throw wrong("has no iat, or one that is not a whole number of seconds");
        }
        String expiry = text(card, "expiry", 7);
        if (!EXPIRY.matcher(expiry).matches()) {
            throw wrong("has an expiry that is not YYYY-MM");
        }
        return new OpenedCard(pan(card), expiry, text(card, "accountId", MAX_ACCOUNT), text(card, "cardRef", MAX_REF));
    }

    private static JsonNode parse(byte[] content) {
        try {
            JsonNode card = content.length > MAX_BYTES ? null : JSON.readTree(content);
            if (card != null && card.isObject()) {
                return card;
            }
        } catch (IOException rubbish) {
            // Not as a cause: Jackson's messages may quote what they read.
        }
        throw wrong("is not a JSON object of at most " + MAX_BYTES + " bytes in which each key stands once");
    }

    private static Pan pan(JsonNode card) {
        try {
            return new Pan(text(card, "pan", 19));
        } catch (IllegalArgumentException notOne) {
            throw wrong("has a pan that is not 12 to 19 digits");
        }
    }

    private static String text(JsonNode card, String key, int longest) {
        String text = card.path(key).textValue();
        if (text == null || text.isEmpty() || text.codePointCount(0, text.length()) > longest) {
            throw wrong("has no " + key + ", or one that is not a text of 1 to " + longest + " characters");
        }
        return text;
    }

    /** At any depth, of which there are few. */
    private static boolean holdsForbidden(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (isForbidden(field.getKey())) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (holdsForbidden(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForbidden(String key) {
        String bare = NO_LETTER_OR_DIGIT.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
        return FORBIDDEN.contains(bare);
    }

    private static UnreadableSealedCard wrong(String what) {
        return new UnreadableSealedCard("the content of the sealed card " + what);
    }
}
