package io.cardferry.app;

import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.JmsTransport;
import io.cardferry.issuer.jms.IssuerReplyProcessor;
import io.cardferry.issuer.jms.ReplyTrouble;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.jms.JmsEndpoint;

/** Routes to issuers over JMS: each version of a pack has one that sends, one that takes replies, and its own connections. */
final class JmsRoutes implements TransportRoutes {

    /** A reply is in hand until it is recorded, some milliseconds: few take what many send. */
    private static final int CONSUMERS_MAX = 8;

    private final CamelContext context;
    private final IssuerBrokers brokers;

    JmsRoutes(CamelContext context, IssuerBrokers brokers) {
        this.context = context;
        this.brokers = brokers;
    }

    @Override
    public void add(IssuerPack pack) throws Exception {
        JmsTransport transport = (JmsTransport) pack.transport();
        int consumers = Math.min(CONSUMERS_MAX, pack.concurrency());
        context.getRegistry().bind(connectionsOf(pack), brokers.open(pack, transport, consumers));
        ReplyTrouble trouble = new ReplyTrouble(pack.id());
        context.getRegistry().bind(troubleOf(pack), trouble);
        context.getRegistry().bind(replyOf(pack), new IssuerReplyProcessor(pack, trouble));
        if (brokers.hasBroker(transport)) {
            addReplies(pack, transport, consumers);
        }
        TemplatedRouteBuilder.builder(context, "jms-issuer")
                .routeId(IssuerRoutes.routeOf(pack))
                .prefixId(IssuerRoutes.nameOf(pack))
                .parameter("pack", IssuerRoutes.nameOf(pack))
                .parameter("requestQueue", transport.requestQueue())
                .parameter("replyQueue", transport.replyQueue())
                .parameter("timeToLive", transport.responseTimeout().toMillis())
                .add();
    }

    private void addReplies(IssuerPack pack, JmsTransport transport, int consumers) throws Exception {
        TemplatedRouteBuilder.builder(context, "jms-issuer-replies")
                .routeId(repliesRouteOf(pack))
                .prefixId("replies-" + IssuerRoutes.nameOf(pack))
                .parameter("pack", IssuerRoutes.nameOf(pack))
                .parameter("replyQueue", transport.replyQueue())
                .parameter("consumers", consumers)
                .add();
    }

    @Override
    public void removed(IssuerPack pack) throws Exception {
        IssuerRoutes.removeRoute(context, repliesRouteOf(pack));
        ConnectionFactory connections =
                context.getRegistry().lookupByNameAndType(connectionsOf(pack), ConnectionFactory.class);
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (connections != null
                    && endpoint instanceof JmsEndpoint jms
                    && jms.getConfiguration().getConnectionFactory() == connections) {
                context.removeEndpoint(endpoint);
            }
        }
        context.getRegistry().unbind(connectionsOf(pack));
        context.getRegistry().unbind(replyOf(pack));
        context.getRegistry().unbind(troubleOf(pack));
        brokers.close(pack);
    }

    private static String repliesRouteOf(IssuerPack pack) {
        return "replies-" + IssuerRoutes.routeOf(pack);
    }

    private static String connectionsOf(IssuerPack pack) {
        return "issuer-connections-" + IssuerRoutes.nameOf(pack);
    }

    private static String replyOf(IssuerPack pack) {
        return "issuer-reply-" + IssuerRoutes.nameOf(pack);
    }

    private static String troubleOf(IssuerPack pack) {
        return "issuer-reply-trouble-" + IssuerRoutes.nameOf(pack);
    }
}
