package io.cardferry.app;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.outbound.HttpClients;
import io.cardferry.outbound.HttpLimits;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes to the issuers: one per version of a pack, with a client of its own, and one into each issuer's lane. None is
 * ever replaced under its id: that would stop it under the cards that are on their way (docs/decisions/010).
 */
final class IssuerRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerRoutes.class);
    private static final int ISSUER_ANSWER_BYTES = 64 * 1024;

    private final CamelContext context;
    private final ScheduledExecutorService clock;

    /** @param clock ends calls that take too long */
    IssuerRoutes(CamelContext context, ScheduledExecutorService clock) {
        this.context = context;
        this.clock = clock;
    }

    /** Gives this version of a pack a route and a client. */
    void add(IssuerPack pack) throws Exception {
        HttpLimits limits = new HttpLimits(
                pack.transport().connectTimeout(),
                pack.transport().responseTimeout(),
                pack.concurrency(),
                ISSUER_ANSWER_BYTES);
        context.getRegistry()
                .bind(clientOf(pack), HttpClients.of(limits, pack.transport().authentication(), clock));
        try {
            TemplatedRouteBuilder.builder(context, "http-issuer")
                    .routeId(routeOf(pack))
                    .prefixId(nameOf(pack))
                    .parameter("pack", nameOf(pack))
                    .parameter("url", pack.transport().url().toString())
                    .add();
        } catch (Exception e) {
            remove(pack);
            throw e;
        }
    }

    /** Takes route and client of this version away; does nothing about what is not there. */
    void remove(IssuerPack pack) throws Exception {
        removeRoute(routeOf(pack));
        context.removeEndpoints(Dispatch.endpointOf(pack));
        CloseableHttpClient client =
                context.getRegistry().lookupByNameAndType(clientOf(pack), CloseableHttpClient.class);
        context.getRegistry().unbind(clientOf(pack));
        if (client != null) {
            close(client, pack);
        }
    }

    /** Whether an exchange with the issuer is open through this version's route. */
    boolean isSending(IssuerPack pack) {
        return context.getInflightRepository().size(routeOf(pack)) > 0;
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
        removeRoute("lane-" + issuer);
        context.removeEndpoints("direct:lane-" + issuer);
        context.getRegistry().unbind("lane-" + issuer);
    }

    private void removeRoute(String id) throws Exception {
        ModelCamelContext model = (ModelCamelContext) context;
        if (model.getRouteDefinition(id) != null) {
            context.getRouteController().stopRoute(id);
            model.removeRouteDefinition(model.getRouteDefinition(id));
            context.removeRoute(id);
        }
    }

    private static void close(CloseableHttpClient client, IssuerPack pack) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.warn("the client of {} did not close: {}", pack, e.getClass().getName());
        }
    }

    private static String nameOf(IssuerPack pack) {
        return pack.id() + "-" + pack.version();
    }

    private static String clientOf(IssuerPack pack) {
        return "issuer-client-" + nameOf(pack);
    }

    private static String routeOf(IssuerPack pack) {
        return Dispatch.endpointOf(pack).substring("direct:".length());
    }
}
