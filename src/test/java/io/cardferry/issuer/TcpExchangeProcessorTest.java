package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbound.Authentication;
import io.cardferry.outbound.tcp.LengthHeader;
import io.cardferry.outbound.tcp.TcpAnswers;
import io.cardferry.outbound.tcp.TcpLink;
import io.cardferry.outbound.tcp.TcpSettings;
import io.cardferry.outbound.tcp.TcpThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The step that sends a message over its issuer's connections, at a host that sends back what it gets. */
class TcpExchangeProcessorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEY = "11=000042";

    private final TcpTransport transport = new TcpTransport(
            "127.0.0.1",
            1,
            false,
            Authentication.NONE,
            PATIENCE,
            PATIENCE,
            1,
            List.of("11"),
            new LengthHeader(2, false),
            Optional.empty());
    private final AtomicLong connected = new AtomicLong();

    /** The connection is chosen once it stands, and just before the message is sent. */
    private final class Host implements TcpAnswers<Dispatch> {
        @Override
        public Optional<String> keyOf(byte[] frame) {
            return Optional.of(KEY);
        }

        @Override
        public Optional<String> subjectOf(Dispatch about) {
            connected.compareAndSet(0, System.nanoTime());
            return Optional.empty();
        }

        @Override
        public void late(Dispatch about, byte[] frame) {}

        @Override
        public void unmatched(byte[] frame) {}
    }

    @Test
    void theLatencyIsCountedFromSendingAndTheWaitForAConnectionIsLeftOut() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TcpThreads threads = new TcpThreads();
                DefaultCamelContext context = new DefaultCamelContext()) {
            Thread host = new Thread(() -> sendBack(server));
            host.start();
            TcpSettings settings = new TcpSettings(
                    "issuer cumulus",
                    transport.host(),
                    server.getLocalPort(),
                    Optional.empty(),
                    1,
                    PATIENCE,
                    PATIENCE,
                    transport.header(),
                    100,
                    Optional.empty());
            TcpLink<Dispatch> link = new TcpLink<>(settings, threads, new Host(), () -> {
                throw new IllegalStateException("no echoes");
            });
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(dispatch());

            new TcpExchangeProcessor(link, transport).process(exchange);

            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("0300");
            assertThat(exchange.getProperty(IssuerRequestProcessor.SENT_AT, Long.class) - connected.get())
                    .isNotNegative();
            link.close();
            host.join();
        }
    }

    private static void sendBack(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException over) {
            // As it should be.
        }
    }

    private static Dispatch dispatch() {
        Dispatch any = PackFixture.dispatch();
        IssuerMessage message = new IssuerMessage(
                any.pack().id(),
                any.pack().version(),
                "tcp",
                "",
                "",
                "application/octet-stream",
                Map.of(),
                Map.of("11", "000042"),
                "0300".getBytes(StandardCharsets.US_ASCII));
        return new Dispatch(
                any.purpose(),
                any.registration(),
                any.card(),
                any.pack(),
                message,
                System.nanoTime() + PATIENCE.toNanos());
    }
}
