package io.cardferry.intake.jms;

import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.messaging.MessageBody;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;

/**
 * The inner end of the intake's way in: leaves a {@link JmsIntake} as the body and no header at all. Camel turns a
 * message's properties into headers, and some of those steer its components; so what is needed is taken from the
 * message itself, by name.
 */
public final class MessageProcessor implements Processor {

    /** The largest body, in bytes of UTF-8; the same as over HTTP. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage().getBody(Message.class);
        exchange.setProperty(MessageInHand.PROPERTY, new MessageInHand(message));
        // A new one: Camel's own would fetch the message's properties again.
        exchange.setIn(new DefaultMessage(exchange));
        exchange.getIn().setBody(intakeOf(message));
    }

    private static JmsIntake intakeOf(Message message) {
        try {
            return new JmsIntake(
                    message.getJMSMessageID(),
                    message.getStringProperty("idempotencyKey"),
                    message.getStringProperty("traceparent"),
                    message.getJMSReplyTo(),
                    message.getJMSCorrelationID(),
                    message.getStringProperty("replyWhen"),
                    MessageBody.read(message, BODY_BYTES_MAX));
        } catch (JMSException e) {
            throw new ProblemException(ProblemCode.BAD_REQUEST, "the message's properties or body can't be read");
        } catch (MessageBody.UnreadableException e) {
            throw new ProblemException(problemOf(e.fault()));
        }
    }

    private static Problem problemOf(MessageBody.Fault fault) {
        return switch (fault) {
            case OTHER_TYPE ->
                Problem.of(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "must be a TextMessage, or a BytesMessage with text in UTF-8; any other type is not read");
            case TOO_LARGE ->
                Problem.of(
                        ProblemCode.PAYLOAD_TOO_LARGE,
                        "more than " + BODY_BYTES_MAX + " bytes in UTF-8; it is not read");
            case NO_TEXT -> Problem.of(ProblemCode.MALFORMED_JSON, "the text can't be written in UTF-8");
        };
    }
}
