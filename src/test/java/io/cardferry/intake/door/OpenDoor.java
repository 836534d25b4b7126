package io.cardferry.intake.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cardferry.intake.AnswerProcessor;
import io.cardferry.intake.Answers;
import io.cardferry.intake.HttpAnswer;
import io.cardferry.intake.HttpIntake;
import io.cardferry.intake.ProblemProcessor;
import io.cardferry.intake.RequestProcessor;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.rest.RestConfigurationDefinition;
import org.apache.camel.support.AsyncProcessorSupport;

/** A door on a free port with a few routes behind it, and raw sockets to knock with. */
final class OpenDoor implements AutoCloseable {

    private static final Map<String, Supplier<HttpAnswer>> PAGES = Map.of(
            "/page",
            () -> new HttpAnswer(
                    200,
                    Map.of("ETag", "\"a1\"", "Cache-Control", "no-cache"),
                    "text/plain",
                    "a page".getBytes(StandardCharsets.UTF_8)),
            "/elsewhere",
            () -> new HttpAnswer(302, Map.of("Location", "page"), "text/plain", new byte[0]),
            "/torn",
            () -> {
                throw new IllegalStateException("canary");
            });

    private final String servletName = "test-" + UUID.randomUUID();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final HttpDoor door;
    final int port;
    /** What POST /v1/waits waits for. */
    final CompletableFuture<String> waitedFor = new CompletableFuture<>();
    /** Done once a request waits. */
    final CompletableFuture<Thread> waiting = new CompletableFuture<>();

    OpenDoor(DoorLimits limits, Executor routeThreads) throws Exception {
        door = new HttpDoor("127.0.0.1", 0, servletName, "routeThreads", null, limits, PAGES);
        door.start();
        camel.getRegistry().bind("routeThreads", Executor.class, routeThreads);
        camel.addRoutes(routes());
        camel.start();
        port = door.open();
    }

    OpenDoor(DoorLimits limits) throws Exception {
        this(limits, Runnable::run);
    }

    HttpDoor door() {
        return door;
    }

    /** Sends bytes as they are and reads until the server closes. */
    String send(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return readAll(socket);
        }
    }

    String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        waitedFor.complete("closed");
        door.close();
        camel.stop();
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                RestConfigurationDefinition rest = restConfiguration().component("servlet");
                rest.endpointProperty("servletName", servletName);
                onException(Exception.class)
                        .handled(true)
                        .process(new ProblemProcessor())
                        .process(new AnswerProcessor());
                rest("/v1/things").get("/{registrationId}").to("direct:echo");
                rest("/v1/things").post().to("direct:echo");
                rest("/v1/waits").post().to("direct:wait");
                rest("/v1/failures").get().to("direct:fail");
                rest("/health").get("/live").to("direct:echo");
                from("direct:echo")
                        .process(new RequestProcessor())
                        .process(OpenDoor::echo)
                        .process(new AnswerProcessor());
                from("direct:wait")
                        .process(new RequestProcessor())
                        .process(new Waiting())
                        .process(OpenDoor::echo)
                        .process(new AnswerProcessor());
                from("direct:fail").process(exchange -> {
                    throw new IllegalStateException("card 4111111111111111");
                });
            }
        };
    }

    /** Answers with what got past the allow-list, and with the headers that are left. */
    private static void echo(Exchange exchange) {
        HttpIntake intake = exchange.getMessage().getBody(HttpIntake.class);
        var json = JsonNodeFactory.instance.objectNode();
        json.put("headers", exchange.getMessage().getHeaders().toString());
        json.put("keys", intake.idempotencyKeys().toString());
        json.put("id", String.valueOf(intake.registrationId()));
        json.put("bytes", intake.body().length);
        exchange.getMessage().setBody(Answers.json(200, json));
        exchange.getMessage().setHeader("X-Left-By-A-Step", "canary");
    }

    /** Goes on when the test says so, without a thread. */
    private final class Waiting extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            waiting.complete(Thread.currentThread());
            waitedFor.whenComplete((value, failure) -> callback.done(false));
            return false;
        }
    }
}
