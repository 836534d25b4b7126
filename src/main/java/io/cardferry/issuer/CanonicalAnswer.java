package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.VerificationMethod;
import io.cardferry.security.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a pack's answer mapping made of an issuer's answer, checked: only an explicit and well-formed word about the right
 * request is one, everything else leaves the outcome unknown. Beside the three decisions there are two words for issuers
 * that say by a code of their own what others say by the HTTP status.
 */
final class CanonicalAnswer {

    private static final int MAX_TOKEN_REFERENCE = 256;
    private static final int MAX_METHODS = 10;
    private static final int MAX_METHOD_FIELD = 64;

    private static final Set<String> WORDS =
            Set.of("APPROVED", "DECLINED", "VERIFICATION_REQUIRED", "NOT_PROCESSED", "REFUSED");

    private final JsonNode document;
    private final Duration retryAfter;

    /** @param retryAfter how long the issuer asked us to wait, or {@code null} */
    CanonicalAnswer(JsonNode document, Duration retryAfter) {
        this.document = document;
        this.retryAfter = retryAfter;
    }

    /**
     * Whether it says, to an inquiry, that the issuer does not know the request id.
     *
     * @param requestId the one that was asked about; an issuer that names none may mean it, one that names another doesn't
     */
    boolean isNeverSeen(UUID requestId) {
        return "NEVER_SEEN".equals(document.path("decision").asText()) && (namesNoRequest() || isAbout(requestId));
    }

    /** About which request it is; empty if it names none, or writes its id in another way than we do. */
    Optional<UUID> requestId() {
        String text = document.path("requestId").asText();
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** As {@link #outcomeOf}, of an answer that was found to be the right one by its fields: it need not name the request. */
    Outcome outcomeOfMatched(UUID requestId) {
        return outcome(requestId, namesNoRequest());
    }

    /** @param requestId the request that was sent: an answer about another one says nothing about it */
    Outcome outcomeOf(UUID requestId) {
        return outcome(requestId, false);
    }

    private Outcome outcome(UUID requestId, boolean isKnownToBeAboutIt) {
        String word = document.path("decision").asText();
        if (!WORDS.contains(word)) {
            return Outcome.unknown("the answer holds no decision");
        }
        if (!isKnownToBeAboutIt && !isAbout(requestId)) {
            return Outcome.unknown("the answer is about another request");
        }
        try {
            return switch (word) {
                case "APPROVED" -> approved();
                case "DECLINED" -> Outcome.declined(reasonCode());
                case "VERIFICATION_REQUIRED" -> Outcome.verificationRequired(tokenReference(), methods());
                case "NOT_PROCESSED" ->
                    Outcome.notProcessed(new Reason(ReasonCode.ISSUER_BUSY, reasonCode()), retryAfter);
                default -> Outcome.refused(reasonCode());
            };
        } catch (IllegalArgumentException outOfBounds) {
            return Outcome.unknown(outOfBounds.getMessage());
        }
    }

    private boolean namesNoRequest() {
        JsonNode named = document.path("requestId");
        return named.isMissingNode() || named.isNull();
    }

    private boolean isAbout(UUID requestId) {
        return requestId.toString().equals(document.path("requestId").textValue());
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

    /** The issuer's own code, cleaned: a decision stands whatever its code looks like. */
    private String reasonCode() {
        JsonNode code = document.path("reasonCode");
        return code.isValueNode() && !code.isNull()
                ? SafeText.code(code.asText()).orElse(null)
                : null;
    }

    private List<VerificationMethod> methods() {
        List<VerificationMethod> methods = new ArrayList<>();
        for (JsonNode method : document.path("verificationMethods")) {
            String id = cut(method.path("id"));
            String type = cut(method.path("type"));
            if (id != null && methods.size() < MAX_METHODS) {
                String hint = cut(method.path("hint"));
                methods.add(new VerificationMethod(id, type, hint == null ? null : SafeText.masked(hint)));
            }
        }
        return methods;
    }

    /** The decision stands whatever its methods look like: what does not fit is cut, and what is missing stays away. */
    private static String cut(JsonNode value) {
        if (!value.isValueNode() || value.isNull() || value.asText().isEmpty()) {
            return null;
        }
        String text = value.asText().replaceAll("\\p{Cntrl}", " ");
        int end = Math.min(text.length(), MAX_METHOD_FIELD);
        boolean splits = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end);
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
