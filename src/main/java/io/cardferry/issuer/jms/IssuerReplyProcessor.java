package io.cardferry.issuer.jms;

import io.cardferry.issuer.IssuerPack;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;

/**
 * Takes a reply in hand, of which its correlation id and its body, text or bytes, are read, and nothing else: no property
 * of it gets to be a header, and nothing is deserialized.
 */
public final class IssuerReplyProcessor implements Processor {

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
    public void process(Exchange exchange) {
        trouble.isOver();
        Message message = exchange.getMessage().getBody(Message.class);
        exchange.setProperty(REPLY, new ReplyInHand(pack, message));
        // A new one: Camel's own would make headers of the message's properties.
        exchange.setIn(new DefaultMessage(exchange));
    }
}
