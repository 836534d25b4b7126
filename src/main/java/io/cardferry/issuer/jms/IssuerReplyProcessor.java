package io.cardferry.issuer.jms;

import io.cardferry.issuer.IssuerPack;
import io.cardferry.messaging.MessageBody;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;

/**
 * Takes from a reply its correlation id and its body, text or bytes, and nothing else: no property of it gets to be a
 * header, and nothing is deserialized. What can't be read is an empty reply, which nobody can read either.
 */
public final class IssuerReplyProcessor implements Processor {

    /** The largest body, in bytes of UTF-8; the same as over HTTP. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    /** The exchange property that holds the {@link ReplyInHand}. */
    static final String REPLY = "replyInHand";

    private final IssuerPack pack;
    private final ReplyTrouble trouble;

    /**
     * @param pack whose queue the replies come from
     * @param trouble is over when a reply comes
     */
    public IssuerReplyProcessor(IssuerPack pack, ReplyTrouble trouble) {
        this.pack = pack;
        this.trouble = trouble;
    }

    @Override
    public void process(Exchange exchange) throws JMSException {
        trouble.isOver();
        Message message = exchange.getMessage().getBody(Message.class);
        exchange.setProperty(REPLY, new ReplyInHand(pack, correlationId(message), body(message)));
        // A new one: Camel's own would make headers of the message's properties.
        exchange.setIn(new DefaultMessage(exchange));
    }

    private static Optional<UUID> correlationId(Message message) throws JMSException {
        try {
            return Optional.ofNullable(message.getJMSCorrelationID())
                    .map(String::strip)
                    .map(UUID::fromString);
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private static byte[] body(Message message) throws JMSException {
        try {
            return MessageBody.read(message, BODY_BYTES_MAX);
        } catch (MessageBody.UnreadableException unreadable) {
            return new byte[0];
        }
    }
}
