package io.cardferry.intake;

import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Resolution;
import io.cardferry.registration.Resolution.Outcome;
import io.cardferry.security.CardNumbers;
import io.cardferry.security.SafeText;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads what operators want done about dead letters (docs/api.md). Each says why. */
public final class OperatorRequestReader {

    private static final TextRule REASON = new TextRule(1, 500, false);
    private static final TextRule TOKEN_REFERENCE = new TextRule(1, 512, false);
    private static final TextRule ISSUER = new TextRule(1, 64, false);
    private static final TextRule WORD = new TextRule(1, 64, true);
    private static final Predicate<String> LIKE_A_CARD_NUMBER =
            Pattern.compile("[\\p{Nd} -]{12,40}").asMatchPredicate();

    /** @throws ProblemException for the first of content type and body that is wrong */
    public ReplayRequest replay(HttpIntake intake) {
        RequestObject request = object(intake);
        String reason = reason(request);
        boolean dryRun = isOn(request, "dryRun");
        boolean force = isOn(request, "force");
        boolean refresh = isOn(request, "refresh");
        request.requireNoFaults();
        return new ReplayRequest(intake.deadLetterId(), reason, dryRun, force, refresh);
    }

    /** @throws ProblemException for the first of content type and body that is wrong */
    public BulkReplayRequest bulkReplay(HttpIntake intake) {
        RequestObject request = object(intake);
        DeadLetterCriteria criteria = new DeadLetterCriteria(request.text("issuer", ISSUER), null, reasonCode(request));
        Integer limit = request.requiredNumber("limit", 1, BulkReplayRequest.LIMIT_MAX);
        String reason = reason(request);
        boolean dryRun = isOn(request, "dryRun");
        request.requireNoFaults();
        return new BulkReplayRequest(criteria, limit, reason, dryRun);
    }

    /** @throws ProblemException for the first of content type and body that is wrong */
    public ResolveRequest resolve(HttpIntake intake) {
        RequestObject request = object(intake);
        Outcome outcome = request.requiredWord("outcome", Outcome.class);
        String tokenReference = request.text("tokenReference", TOKEN_REFERENCE);
        if (tokenReference != null && LIKE_A_CARD_NUMBER.test(tokenReference) && CardNumbers.isWithin(tokenReference)) {
            request.fault("tokenReference", "is a card number by its form, and those are kept nowhere");
        }
        if (request.has("tokenReference") && outcome != null && outcome != Outcome.APPROVED) {
            request.fault("tokenReference", "only an APPROVED card has a token; leave it out");
        }
        String reason = reason(request);
        request.requireNoFaults();
        return new ResolveRequest(intake.deadLetterId(), new Resolution(outcome, tokenReference), reason);
    }

    /** @throws ProblemException for the first of content type and body that is wrong */
    public DiscardRequest discard(HttpIntake intake) {
        RequestObject request = object(intake);
        String reason = reason(request);
        request.requireNoFaults();
        return new DiscardRequest(intake.deadLetterId(), reason);
    }

    /**
     * Why the operator does something that takes nothing but a reason.
     *
     * @throws ProblemException for the first of content type and body that is wrong
     */
    public String reason(HttpIntake intake) {
        RequestObject request = object(intake);
        String reason = reason(request);
        request.requireNoFaults();
        return reason;
    }

    private static RequestObject object(HttpIntake intake) {
        ContentTypeHeader.requireJson(intake.contentTypes());
        return RequestObject.read(intake.body());
    }

    /** It goes into the history, where anybody may read it: what could be a card number gets no further than here. */
    private static String reason(RequestObject request) {
        String reason = request.requiredText("reason", REASON);
        return reason == null ? null : SafeText.masked(reason);
    }

    private static boolean isOn(RequestObject request, String name) {
        return Boolean.TRUE.equals(request.flag(name));
    }

    private static ReasonCode reasonCode(RequestObject request) {
        String code = request.text("reasonCode", WORD);
        try {
            return code == null ? null : ReasonCode.of(code);
        } catch (IllegalArgumentException unknown) {
            request.fault("reasonCode", "is " + Excerpt.of(code) + "; must be a reason code, e.g. retries-exhausted");
            return null;
        }
    }
}
