package io.cardferry.intake.jms;

import jakarta.jms.Destination;
import java.util.Objects;

/**
 * What comes in as a message: the allow-list. Nothing else of a message gets past it. What the sender did not set is
 * {@code null}.
 *
 * @param messageId the broker's {@code JMSMessageID}
 * @param idempotencyKey the property of this name
 * @param traceparent the property of this name
 * @param replyTo where the sender wants to be told
 * @param correlationId by which it knows the reply
 * @param replyWhen the property of this name
 * @param body the whole body in UTF-8; may be empty
 */
public record JmsIntake(
        String messageId,
        String idempotencyKey,
        String traceparent,
        Destination replyTo,
        String correlationId,
        String replyWhen,
        byte[] body) {

    public JmsIntake {
        Objects.requireNonNull(body, "body");
    }

    /** Prints nothing of what the sender sent. */
    @Override
    public String toString() {
        return "JmsIntake[" + body.length + " bytes]";
    }
}
