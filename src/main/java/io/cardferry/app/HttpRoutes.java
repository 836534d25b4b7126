package io.cardferry.app;

import io.cardferry.issuer.HttpTransport;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.outbound.HttpClients;
import io.cardferry.outbound.HttpLimits;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** Routes to issuers over HTTP: each version of a pack has a client of its own. */
final class HttpRoutes implements TransportRoutes {

    private static final int ISSUER_ANSWER_BYTES = 64 * 1024;

    private final CamelContext context;
    private final ScheduledExecutorService clock;

    /** @param clock ends calls that take too long */
    HttpRoutes(CamelContext context, ScheduledExecutorService clock) {
        this.context = context;
        this.clock = clock;
    }

    @Override
    public void add(IssuerPack pack) throws Exception {
        HttpTransport transport = (HttpTransport) pack.transport();
        HttpLimits limits = new HttpLimits(
                transport.connectTimeout(), transport.responseTimeout(), pack.concurrency(), ISSUER_ANSWER_BYTES);
        context.getRegistry().bind(clientOf(pack), HttpClients.of(limits, transport.authentication(), clock));
        TemplatedRouteBuilder.builder(context, "http-issuer")
                .routeId(IssuerRoutes.routeOf(pack))
                .prefixId(IssuerRoutes.nameOf(pack))
                .parameter("pack", IssuerRoutes.nameOf(pack))
                .parameter("url", transport.url().toString())
                .add();
    }

    @Override
    public void removed(IssuerPack pack) throws IOException {
        CloseableHttpClient client =
                context.getRegistry().lookupByNameAndType(clientOf(pack), CloseableHttpClient.class);
        context.getRegistry().unbind(clientOf(pack));
        if (client != null) {
            client.close();
        }
    }

    private static String clientOf(IssuerPack pack) {
        return "issuer-client-" + IssuerRoutes.nameOf(pack);
    }
}
