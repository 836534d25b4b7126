package io.cardferry.messaging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.configuration.BrokerUrl;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BrokerConnectionsTest {

    /** Long enough that an opening one is still opening while the watch looks. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** A host that takes connections and says nothing, so that whoever opens one is opening it for a while. */
    @Test
    @Timeout(120)
    void aConnectionThatSomebodyElseIsOpeningDoesNotPassForABrokerThatIsThere() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                BrokerConnections connections = BrokerConnections.to(
                        BrokerUrl.parse("tcp://127.0.0.1:" + silent.getLocalPort()),
                        Optional.empty(),
                        new BrokerLimits(SOON, 1, SOON, 8, 1))) {
            silent.setSoTimeout(60_000);
            CompletableFuture<?>[] opening = new CompletableFuture<?>[BrokerConnections.CONNECTIONS];
            for (int i = 0; i < opening.length; i++) {
                opening[i] = CompletableFuture.runAsync(() -> start(connections.factory()));
                silent.accept();
            }

            assertThatThrownBy(() -> startOrThrow(connections.forWatch())).isInstanceOf(JMSException.class);
            CompletableFuture.allOf(opening).join();
        }
    }

    private static void start(ConnectionFactory factory) {
        try {
            startOrThrow(factory);
        } catch (JMSException nobodyAnswers) {
            // As it should be.
        }
    }

    private static void startOrThrow(ConnectionFactory factory) throws JMSException {
        try (Connection connection = factory.createConnection()) {
            connection.start();
        }
    }
}
