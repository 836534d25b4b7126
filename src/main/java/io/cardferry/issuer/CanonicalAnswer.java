package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.registration.Decision;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.VerificationMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a pack's answer mapping made of an issuer's answer, checked: only an explicit and well-formed decision for the
 * right request is one, everything else leaves the outcome unknown.
 */
final class CanonicalAnswer {

    private static final int MAX_TOKEN_REFERENCE = 128;
    private static final int MAX_METHODS = 10;
    private static final int MAX_METHOD_FIELD = 64;

    private static final Map<String, Decision> DECISIONS = Map.of(
            "APPROVED", Decision.APPROVED,
            "DECLINED", Decision.DECLINED,
            "VERIFICATION_REQUIRED", Decision.VERIFICATION_REQUIRED);

    private final JsonNode document;

    CanonicalAnswer(JsonNode document) {
        this.document = document;
    }

    /** @param requestId the request that was sent: an answer about another one says nothing about it */
    Outcome outcomeOf(UUID requestId) {
        Decision decision = DECISIONS.get(document.path("decision").asText());
        if (decision == null) {
            return Outcome.unknown("the answer holds no decision");
        }
        if (!requestId.toString().equals(document.path("requestId").textValue())) {
            return Outcome.unknown("the answer is about another request");
        }
        try {
            return switch (decision) {
                case APPROVED -> approved();
                case DECLINED -> Outcome.declined(reasonCode());
                case VERIFICATION_REQUIRED -> Outcome.verificationRequired(tokenReference(), methods());
            };
        } catch (IllegalArgumentException outOfBounds) {
            return Outcome.unknown(outOfBounds.getMessage());
        }
    }

    private Outcome approved() {
        String tokenReference = tokenReference();
        return tokenReference == null
                ? Outcome.unknown("the answer approves without a token reference")
                : Outcome.approved(tokenReference);
    }

    private String tokenReference() {
        return text(document, "tokenReference", MAX_TOKEN_REFERENCE);
    }

    /** The issuer's own code; left out if it does not look like one, for a decision stands without it. */
    private String reasonCode() {
        JsonNode code = document.path("reasonCode");
        return code.isTextual() ? SafeText.code(code.textValue()).orElse(null) : null;
    }

    private List<VerificationMethod> methods() {
        JsonNode listed = document.path("verificationMethods");
        boolean absent = listed.isMissingNode() || listed.isNull();
        if (!absent && (!listed.isArray() || listed.size() > MAX_METHODS)) {
            throw new IllegalArgumentException(
                    "the answer's verification methods are no list of at most " + MAX_METHODS);
        }
        List<VerificationMethod> methods = new ArrayList<>();
        for (JsonNode method : listed) {
            String id = text(method, "id", MAX_METHOD_FIELD);
            String type = text(method, "type", MAX_METHOD_FIELD);
            String hint = text(method, "hint", MAX_METHOD_FIELD);
            if (id == null || type == null) {
                throw new IllegalArgumentException("the answer holds a verification method without id or type");
            }
            methods.add(new VerificationMethod(id, type, hint == null ? null : SafeText.masked(hint)));
        }
        return methods;
    }

    /** @return {@code null} if it is absent or empty */
    private static String text(JsonNode object, String key, int longest) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String text = value.textValue();
        if (text == null || text.length() > longest || SafeText.hasControlCharacter(text)) {
            throw new IllegalArgumentException(
                    "the answer's " + key + " is no text of at most " + longest + " characters");
        }
        return text.isEmpty() ? null : text;
    }
}
