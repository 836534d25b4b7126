package io.cardferry.registration;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What one attempt at an issuer came to.
 *
 * @param outcomeClass which of the five classes
 * @param decision the issuer's decision; not {@code null} exactly with {@link OutcomeClass#DECIDED}
 * @param tokenReference names the token; required with {@link Decision#APPROVED}, else may be {@code null}
 * @param verificationMethods how the cardholder can be verified; empty but with VERIFICATION_REQUIRED
 * @param retryAfter how long the issuer asked us to wait, or {@code null}
 * @param reason why, with DECLINED and everything that is not a decision; {@code null} with the other decisions
 */
public record Outcome(
        OutcomeClass outcomeClass,
        Decision decision,
        String tokenReference,
        List<VerificationMethod> verificationMethods,
        Duration retryAfter,
        Reason reason) {

    public Outcome {
        Objects.requireNonNull(outcomeClass, "outcomeClass");
        verificationMethods = List.copyOf(verificationMethods);
        if ((outcomeClass == OutcomeClass.DECIDED) != (decision != null)) {
            throw new IllegalArgumentException("a decision and the class decided go together");
        }
        if (decision == Decision.APPROVED && (tokenReference == null || tokenReference.isEmpty())) {
            throw new IllegalArgumentException("an approval names its token");
        }
        if (decision == null || decision == Decision.DECLINED) {
            Objects.requireNonNull(reason, "reason");
        }
    }

    public static Outcome approved(String tokenReference) {
        return new Outcome(OutcomeClass.DECIDED, Decision.APPROVED, tokenReference, List.of(), null, null);
    }

    /** @param issuerCode the issuer's own code; becomes the reason's detail; may be {@code null} */
    public static Outcome declined(String issuerCode) {
        Reason reason = new Reason(ReasonCode.ISSUER_DECLINED, issuerCode);
        return new Outcome(OutcomeClass.DECIDED, Decision.DECLINED, null, List.of(), null, reason);
    }

    public static Outcome verificationRequired(String tokenReference, List<VerificationMethod> methods) {
        return new Outcome(OutcomeClass.DECIDED, Decision.VERIFICATION_REQUIRED, tokenReference, methods, null, null);
    }

    public static Outcome notSent(String detail) {
        return undecided(OutcomeClass.NOT_SENT, new Reason(ReasonCode.ISSUER_UNREACHABLE, detail), null);
    }

    /** @param retryAfter how long the issuer asked us to wait, or {@code null} */
    public static Outcome notProcessed(Reason reason, Duration retryAfter) {
        return undecided(OutcomeClass.NOT_PROCESSED, reason, retryAfter);
    }

    public static Outcome unknown(String detail) {
        return undecided(OutcomeClass.UNKNOWN, new Reason(ReasonCode.OUTCOME_UNKNOWN, detail), null);
    }

    public static Outcome refused(String detail) {
        return undecided(OutcomeClass.REFUSED, new Reason(ReasonCode.ISSUER_REFUSED_MESSAGE, detail), null);
    }

    private static Outcome undecided(OutcomeClass outcomeClass, Reason reason, Duration retryAfter) {
        return new Outcome(outcomeClass, null, null, List.of(), retryAfter, reason);
    }
}
