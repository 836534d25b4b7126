package io.cardferry.intake.door;

import io.cardferry.intake.HttpAnswer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded HTTP server with one Camel servlet for all paths. {@link #start()} it before the Camel context, so that
 * the routes find their servlet, {@link #open()} it once they run, and {@link #close()} it before they stop.
 */
public final class HttpDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

    private static final int THREADS_MAX = 64;
    private static final int THREADS_MIN = 8;
    private static final long IDLE_AT_STOP_MILLIS = 200;

    private final String host;
    private final int port;
    private final DoorLimits limits;
    private final Server server;

    /**
     * @param host the address to listen on
     * @param port the port to listen on; 0 for any free one
     * @param servletName by which the routes' {@code servlet} endpoints know this door; unique in the process
     * @param executorRef the bean in Camel's registry, a {@link java.util.concurrent.Executor}, on which routes begin
     * @param requestThreads runs the requests, e.g. on virtual threads; {@code null} for {@value #THREADS_MAX} platform
     *     threads
     * @param limits what the door bears
     * @param pages what it shows without a route, by path
     */
    public HttpDoor(
            String host,
            int port,
            String servletName,
            String executorRef,
            Executor requestThreads,
            DoorLimits limits,
            Map<String, Supplier<HttpAnswer>> pages) {
        this.host = host;
        this.port = port;
        this.limits = limits;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        threads.setName("http-" + servletName);
        threads.setVirtualThreadsExecutor(requestThreads);
        this.server = new Server(threads);
        server.setStopTimeout(limits.stop().toMillis());
        server.setErrorHandler(new ServerProblems());
        server.setHandler(handlers(servlet(servletName, executorRef), pages));
    }

    /**
     * Starts everything but the listening.
     *
     * @throws IllegalStateException if the server can't be started, e.g. because the servlet's name is taken
     */
    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server can't be started", e);
        }
    }

    /**
     * Begins to listen.
     *
     * @return the port that it listens on
     * @throws IOException if it can't, e.g. because the port is taken; the message names host and port
     */
    public int open() throws IOException {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        // A burst of callers waits to be accepted; with a short queue the system drops some of their connections.
        connector.setAcceptQueueSize(limits.connections());
        // A kept-alive connection that nobody uses must not hold up the stop; a request that waits is not idle.
        connector.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
        connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.addConnector(connector);
        try {
            connector.start();
        } catch (Exception e) {
            throw new IOException("can't listen on " + host + ":" + port + ": " + rootMessage(e), e);
        }
        return connector.getLocalPort();
    }

    /** Stops listening, gives running requests the time that the limits allow, and stops. Never throws. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn(
                    "the HTTP server did not stop in good order: {}",
                    e.getClass().getName());
        }
    }

    private HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        return http;
    }

    private Handler handlers(Handler servlet, Map<String, Supplier<HttpAnswer>> pages) {
        QoSHandler openRequests = new QoSHandler(new BodyHandler(new PageHandler(servlet, pages), limits));
        openRequests.setMaxRequestCount(limits.openRequests());
        // Nobody queues: a caller that is told at once can go elsewhere.
        openRequests.setMaxSuspendedRequestCount(0);
        openRequests.setRejectStatusCode(429);
        return new GracefulHandler(new AlwaysOpen(openRequests, servlet));
    }

    private Handler servlet(String servletName, String executorRef) {
        ServletHolder holder = new ServletHolder(servletName, new RouteServlet(limits.routeTime()));
        holder.setInitParameter("async", "true");
        holder.setInitParameter("executorRef", executorRef);
        holder.setAsyncSupported(true);
        // Initialized at the start and not by the first request: only then is it there for the routes.
        holder.setInitOrder(0);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
        context.setContextPath("/");
        context.setErrorHandler(new ServletProblems());
        context.addServlet(holder, "/*");
        return context;
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
