package io.cardferry.operations;

import io.cardferry.intake.DeadLetterAnswer;
import io.cardferry.intake.DeadLetterQuery;
import io.cardferry.intake.HttpAnswer;
import io.cardferry.intake.HttpIntake;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.ledger.DeadLetters;
import java.util.UUID;

/** Answers what operators ask about dead letters. */
public final class DeadLetterReads {

    private final DeadLetters deadLetters;
    private final DeadLetterAnswer answer;

    public DeadLetterReads(DeadLetters deadLetters, DeadLetterAnswer answer) {
        this.deadLetters = deadLetters;
        this.answer = answer;
    }

    /** One page of those that wait, newest first. */
    public HttpAnswer page(DeadLetterQuery query) {
        return answer.page(query, deadLetters.newest(query.criteria(), query.before(), query.limit()));
    }

    /** One dead letter, whether it still waits or not. */
    public HttpAnswer show(HttpIntake intake) {
        return answer.one(existing(deadLetters, intake.deadLetterId()));
    }

    /** @throws ProblemException {@code not-found} if there is none with this id */
    static DeadLetter existing(DeadLetters deadLetters, UUID deadLetterId) {
        return deadLetters.find(deadLetterId).orElseThrow(DeadLetterReads::notFound);
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "no dead letter has this id");
    }
}
