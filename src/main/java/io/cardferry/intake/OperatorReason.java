package io.cardferry.intake;

import io.cardferry.security.SafeText;

/** Reads the body of an operator's action that takes nothing but its reason (docs/api.md). */
public final class OperatorReason {

    private static final TextRule REASON = new TextRule(1, 500, false);

    private OperatorReason() {}

    /**
     * Why the operator does it; what could be a card number is masked, because the reason is kept and shown.
     *
     * @throws ProblemException for the first of content type and body that is wrong
     */
    public static String read(HttpIntake intake) {
        ContentTypeHeader.requireJson(intake.contentTypes());
        RequestObject request = RequestObject.read(intake.body());
        String reason = request.requiredText("reason", REASON);
        request.requireNoFaults();
        return SafeText.masked(reason);
    }
}
