package io.cardferry.intake.jms;

import io.cardferry.intake.Accepted;
import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.registration.Acceptance;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The end of the intake: lets go of a message that was accepted, now or earlier, or says that its key is another's. */
public final class AcceptedMessageProcessor implements Processor {

    private final TakenMessages taken;

    public AcceptedMessageProcessor(TakenMessages taken) {
        this.taken = taken;
    }

    @Override
    public void process(Exchange exchange) {
        Accepted accepted = exchange.getMessage().getBody(Accepted.class);
        Acceptance.Kind kind = accepted.acceptance().kind();
        if (kind == Acceptance.Kind.KEY_REUSED) {
            throw new ProblemException(Problem.ofHeader(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "idempotencyKey",
                    "this key was used for another request; send the first request unchanged, or choose a new key"));
        }
        exchange.getProperty(MessageInHand.PROPERTY, MessageInHand.class).letGo();
        taken.told(kind == Acceptance.Kind.ACCEPTED ? TakenMessages.Result.ACCEPTED : TakenMessages.Result.REPEATED);
    }
}
