package io.cardferry.app;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerPack;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes to the issuers: one per version of a pack, by its transport, and one into each issuer's lane. None is
 * ever replaced under its id: that would stop it under the cards that are on their way (docs/decisions/010).
 */
final class IssuerRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerRoutes.class);

    private final CamelContext context;
    private final Map<String, TransportRoutes> transports;

    /** @param transports by their types, see {@link io.cardferry.issuer.Transport#type()} */
    IssuerRoutes(CamelContext context, Map<String, TransportRoutes> transports) {
        this.context = context;
        this.transports = Map.copyOf(transports);
    }

    /** Gives this version of a pack a route, and what that needs. */
    void add(IssuerPack pack) throws Exception {
        try {
            transportOf(pack).add(pack);
        } catch (Exception e) {
            remove(pack);
            throw e;
        }
    }

    /** Takes this version's route away, and what it needed; does nothing about what is not there. */
    void remove(IssuerPack pack) throws Exception {
        removeRoute(context, routeOf(pack));
        context.removeEndpoints(Dispatch.endpointOf(pack));
        try {
            transportOf(pack).removed(pack);
        } catch (IOException e) {
            LOG.warn("the client of {} did not close: {}", pack, e.getClass().getName());
        }
    }

    private TransportRoutes transportOf(IssuerPack pack) {
        return transports.get(pack.transport().type());
    }

    /** Whether an exchange with the issuer is open through this version's route. */
    boolean isSending(IssuerPack pack) {
        return context.getInflightRepository().size(routeOf(pack)) > 0;
    }

    /** Whether this version's connections may still bring an answer that nobody waits for. */
    boolean isOwedAnswers(IssuerPack pack) {
        return transportOf(pack).isOwedAnswers(pack);
    }

    /** Gives an issuer a way into its lane. */
    void addLane(String issuer, ThreadPoolExecutor lane) throws Exception {
        context.getRegistry().bind("lane-" + issuer, lane);
        TemplatedRouteBuilder.builder(context, "issuer-lane")
                .routeId("lane-" + issuer)
                .prefixId("lane-" + issuer)
                .parameter("issuer", issuer)
                .add();
    }

    /** Takes it away. */
    void removeLane(String issuer) throws Exception {
        removeRoute(context, "lane-" + issuer);
        context.removeEndpoints("direct:lane-" + issuer);
        context.getRegistry().unbind("lane-" + issuer);
    }

    /** Stops a route, and takes it away; does nothing if it is not there. */
    static void removeRoute(CamelContext context, String id) throws Exception {
        ModelCamelContext model = (ModelCamelContext) context;
        if (model.getRouteDefinition(id) != null) {
            context.getRouteController().stopRoute(id);
            model.removeRouteDefinition(model.getRouteDefinition(id));
            context.removeRoute(id);
        }
    }

    static String nameOf(IssuerPack pack) {
        return pack.id() + "-" + pack.version();
    }

    static String routeOf(IssuerPack pack) {
        return Dispatch.endpointOf(pack).substring("direct:".length());
    }
}
