package io.cardferry.issuer;

import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.ReasonCode;
import java.util.Map;

/** Which outcome class an HTTP status stands for: the default table of docs/adding-an-issuer.md, and a pack's own words over it. */
public final class AnswerTable {

    private final Map<Integer, OutcomeClass> overrides;
    private final Repeat repeat;

    /**
     * @param overrides by status, 100 to 599
     * @param repeat whether a request that may have been processed can be sent again
     */
    public AnswerTable(Map<Integer, OutcomeClass> overrides, Repeat repeat) {
        this.overrides = Map.copyOf(overrides);
        this.repeat = repeat;
    }

    /** The class of an answer with this status; {@code DECIDED} means that its body is read for the decision. */
    public OutcomeClass classOf(int status) {
        OutcomeClass override = overrides.get(status);
        return override == null ? byDefault(status) : override;
    }

    /** Why a request was not processed: our access is wrong, or the issuer is busy. */
    public ReasonCode reasonOfNotProcessed(int status) {
        return switch (status) {
            case 401, 403, 404, 405 -> ReasonCode.ISSUER_ACCESS;
            default -> ReasonCode.ISSUER_BUSY;
        };
    }

    private OutcomeClass byDefault(int status) {
        return switch (status) {
            case 200, 201 -> OutcomeClass.DECIDED;
            case 401, 403, 404, 405, 429 -> OutcomeClass.NOT_PROCESSED;
            // What answered 503 may be a gateway whose backend has taken the request: only harmless if a repeat is.
            case 503 -> repeat == Repeat.SAFE ? OutcomeClass.NOT_PROCESSED : OutcomeClass.UNKNOWN;
            case 408, 409, 425 -> OutcomeClass.UNKNOWN;
            default -> status >= 400 && status <= 499 ? OutcomeClass.REFUSED : OutcomeClass.UNKNOWN;
        };
    }
}
