package io.cardferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    Path folder;

    @Test
    void whatHasExpiredIsGoneAndLiesOnNoOtherQueue() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                BrokerConnections connections = BrokerConnections.within(broker.address());
                Connection connection = connections.factory().createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            Queue requests = session.createQueue("delta.cardreg.request");
            try (MessageProducer producer = session.createProducer(requests)) {
                producer.setTimeToLive(500);
                producer.send(session.createTextMessage("sealed"));
            }
            assertThat(isEmpty(session, requests)).isFalse();

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isEmpty(session, requests));

            assertThat(isEmpty(session, session.createQueue("ActiveMQ.DLQ"))).isTrue();
        }
    }

    /** To browse a queue is to look for what has expired. */
    private static boolean isEmpty(Session session, Queue queue) throws Exception {
        try (QueueBrowser browser = session.createBrowser(queue)) {
            return !browser.getEnumeration().hasMoreElements();
        }
    }
}
