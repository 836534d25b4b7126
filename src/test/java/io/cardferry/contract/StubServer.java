package io.cardferry.contract;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Stands for somebody else's HTTP server: answers as a test says, and remembers what it was sent. */
public final class StubServer implements AutoCloseable {

    /** What was sent. */
    public record Call(String method, String rawPath, String rawQuery, Headers headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Call, Reply>> behaviours = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Call, String> accountOf;
    private volatile Function<Call, Reply> usual;

    /**
     * @param accountOf which account a call is about
     * @param usual how a call is answered if nothing was said about its account
     */
    public StubServer(Function<Call, String> accountOf, Function<Call, Reply> usual) {
        this(accountOf, usual, null);
    }

    /** @param tls demands a client certificate; {@code null} for plain http */
    public StubServer(Function<Call, String> accountOf, Function<Call, Reply> usual, SSLContext tls) {
        this.accountOf = accountOf;
        this.usual = usual;
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            server = tls == null ? HttpServer.create(anyPort, 256) : demandingCertificates(anyPort, tls);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpsServer demandingCertificates(InetSocketAddress address, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(address, 256);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
                parameters.setNeedClientAuth(true);
                connection.setSSLParameters(parameters);
            }
        });
        return server;
    }

    public URI uri() {
        return URI.create((server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort());
    }

    /** Every call, in the order in which they came. */
    public List<Call> calls() {
        return calls;
    }

    /** The calls about one account, in the order in which they came. */
    public List<Call> calls(String account) {
        return calls.stream()
                .filter(call -> account.equals(accountOf.apply(call)))
                .toList();
    }

    /** From now on, every call is answered so, unless something was said about its account. */
    public void behave(Function<Call, Reply> behaviour) {
        usual = behaviour;
    }

    /** From now on, calls about this account are answered so. */
    public void answers(String account, Function<Call, Reply> behaviour) {
        behaviours.put(account, behaviour);
    }

    /** From now on, calls about this account are answered so. */
    public void says(String account, Reply reply) {
        answers(account, call -> reply);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Call call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestHeaders(),
                    body);
            calls.add(call);
            String account = accountOf.apply(call);
            Function<Call, Reply> behaviour = account == null ? usual : behaviours.getOrDefault(account, usual);
            behaviour.apply(call).send(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
