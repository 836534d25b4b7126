package io.cardferry.intake.jms;

import io.cardferry.intake.Preference;
import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.intake.ReceivedRequest;
import io.cardferry.intake.RegistrationRequestReader;
import io.cardferry.intake.TraceContext;
import io.cardferry.messaging.ReplyDestination;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.ReplyRequest;
import io.cardferry.registration.ReplyRequest.When;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads a registration request that came as a message: its properties first, then its body. */
public final class JmsIntakeReader {

    private static final int CORRELATION_ID_LENGTH_MAX = 400;

    private final RegistrationRequestReader requests;

    /** @param requests reads the body, as it does for HTTP */
    public JmsIntakeReader(RegistrationRequestReader requests) {
        this.requests = Objects.requireNonNull(requests, "requests");
    }

    /**
     * Reads one request.
     *
     * @param client whose queue it came from, or {@link IdempotencyKey#ANONYMOUS}
     * @throws ProblemException for the first of key, reply and body that is wrong
     */
    public ReceivedRequest read(JmsIntake intake, String client) {
        IdempotencyKey key = key(intake, client);
        ReplyRequest reply = reply(intake);
        List<String> traceparents =
                Optional.ofNullable(intake.traceparent()).stream().toList();
        return new ReceivedRequest(
                key,
                requests.read(intake.body()),
                Preference.NO_WAIT,
                TraceContext.carriedOn(traceparents).orElse(null),
                reply);
    }

    private static IdempotencyKey key(JmsIntake intake, String client) {
        String given = intake.idempotencyKey();
        if (given != null) {
            if (!IdempotencyKey.allows(given)) {
                throw wrong(
                        ProblemCode.INVALID_IDEMPOTENCY_KEY,
                        "idempotencyKey",
                        "has " + given.length() + " characters; must be 1 to 255 printable ASCII characters");
            }
            return new IdempotencyKey(client, IdempotencyKey.Space.GIVEN, given);
        }
        String messageId = intake.messageId();
        if (messageId == null || !IdempotencyKey.allows(messageId)) {
            throw wrong(
                    ProblemCode.MISSING_IDEMPOTENCY_KEY,
                    "idempotencyKey",
                    "is missing, and the message has no JMSMessageID of 1 to 255 printable ASCII characters instead");
        }
        return new IdempotencyKey(client, IdempotencyKey.Space.JMS_MESSAGE_ID, messageId);
    }

    private static ReplyRequest reply(JmsIntake intake) {
        When when = when(intake.replyWhen());
        if (intake.replyTo() == null) {
            return null;
        }
        String correlationId = intake.correlationId() != null ? intake.correlationId() : intake.messageId();
        if (correlationId == null || correlationId.length() > CORRELATION_ID_LENGTH_MAX) {
            throw invalid(
                    "JMSCorrelationID",
                    "it or the JMSMessageID must be there, with at most 400 characters, for a reply");
        }
        if (correlationId.codePoints().anyMatch(JmsIntakeReader::isUnfit)) {
            throw invalid("JMSCorrelationID", "must hold no control character and no half of a surrogate pair");
        }
        try {
            return new ReplyRequest(ReplyDestination.text(intake.replyTo()), correlationId, when);
        } catch (IllegalArgumentException e) {
            throw invalid("JMSReplyTo", e.getMessage());
        }
    }

    /** Not every database keeps it. */
    private static boolean isUnfit(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static When when(String replyWhen) {
        if (replyWhen == null) {
            return When.SETTLED;
        }
        if (!replyWhen.equals(When.ACCEPTED.name())) {
            throw invalid("replyWhen", "must be ACCEPTED, or absent for a reply when the registration has ended");
        }
        return When.ACCEPTED;
    }

    private static ProblemException invalid(String property, String detail) {
        return wrong(ProblemCode.INVALID_REQUEST, property, detail);
    }

    private static ProblemException wrong(ProblemCode code, String property, String detail) {
        return new ProblemException(Problem.ofHeader(code, property, detail));
    }
}
