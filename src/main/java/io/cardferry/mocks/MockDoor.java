package io.cardferry.mocks;

import io.cardferry.mocks.wire.Deliveries;
import io.cardferry.mocks.wire.MockServlet;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server of the mock world. Unlike the hub's own it lets encoded slashes and percent signs in: account ids may
 * hold them (docs/sources.md).
 */
final class MockDoor implements AutoCloseable {

    private static final int MAX_THREADS = 256;
    private static final int MAX_BODY_BYTES = 64 * 1024;

    /** Longer than an answer may wait. */
    private static final Duration IDLE_TIMEOUT = Deliveries.MAX_WAIT.plusSeconds(30);

    private final Server server;
    private final ServerConnector connector;

    MockDoor(String host, int port, String servletName, Deliveries deliveries) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("mocks");
        server = new Server(threads);
        server.setStopTimeout(0);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "account-ids", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING));
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        ServletHolder servlet = new ServletHolder(servletName, new MockServlet(deliveries));
        servlet.setInitOrder(1);
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        SizeLimitHandler limit = new SizeLimitHandler(MAX_BODY_BYTES, -1);
        limit.setHandler(context);
        server.setHandler(limit);
    }

    /** @throws java.io.IOException if the port is in use */
    void open() throws Exception {
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the mock world's door does not close", e);
        }
    }
}
