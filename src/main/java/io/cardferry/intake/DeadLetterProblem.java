package io.cardferry.intake;

import io.cardferry.registration.DeadLetterConflict;

/** What an operator is told whose action can't be done to a dead letter as things stand. */
final class DeadLetterProblem {

    private DeadLetterProblem() {}

    static Problem of(DeadLetterConflict conflict) {
        return conflict.kind() == DeadLetterConflict.Kind.MESSAGE_REMOVED
                ? Problem.ofField(code(conflict), "/refresh", conflict.getMessage())
                : Problem.of(code(conflict), conflict.getMessage());
    }

    static ProblemCode code(DeadLetterConflict conflict) {
        return switch (conflict.kind()) {
            case NOT_DEAD_LETTERED -> ProblemCode.NOT_DEAD_LETTERED;
            case OUTCOME_UNKNOWN -> ProblemCode.OUTCOME_UNKNOWN;
            case SUPERSEDED -> ProblemCode.SUPERSEDED;
            // What is wanted can be had with refresh, so it is the request that must change.
            case MESSAGE_REMOVED -> ProblemCode.INVALID_REQUEST;
        };
    }
}
