package io.cardferry.contract;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
        this.accountOf = accountOf;
        this.usual = usual;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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
