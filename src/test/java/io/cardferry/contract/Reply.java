package io.cardferry.contract;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a stub does with a call. */
@FunctionalInterface
public interface Reply {

    /** Sends it, or a part of it; afterwards the exchange is closed. */
    void send(HttpExchange exchange) throws IOException;

    /** A whole answer; names and values of headers take turns. */
    static Reply answer(int status, String body, String... headers) {
        return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** A whole answer; names and values of headers take turns. */
    static Reply answer(int status, byte[] body, String... headers) {
        return exchange -> {
            addHeaders(exchange, headers);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** The connection ends without an answer. */
    static Reply dropped() {
        return exchange -> {};
    }

    /** The connection ends in the middle of the answer. */
    static Reply half(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length / 2));
            exchange.getResponseBody().flush();
        };
    }

    /** No answer, until the stub is closed. */
    static Reply silence() {
        return exchange -> await(new CountDownLatch(1), Long.MAX_VALUE);
    }

    /** No answer until the latch is open, and then this one. */
    static Reply after(CountDownLatch latch, Reply then) {
        return exchange -> {
            await(latch, Long.MAX_VALUE);
            then.send(exchange);
        };
    }

    /** An answer that comes byte by byte, and never ends before the caller gives up. */
    static Reply dripping(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, 1_000_000);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < 1_000_000; i++) {
                out.write(i < bytes.length ? bytes[i] : ' ');
                out.flush();
                await(new CountDownLatch(1), 50);
            }
        };
    }

    private static void addHeaders(HttpExchange exchange, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
    }

    private static void await(CountDownLatch latch, long millis) throws IOException {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the stub is closed", e);
        }
    }
}
