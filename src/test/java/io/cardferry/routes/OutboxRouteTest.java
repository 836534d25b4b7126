package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbox.OutboxMessage;
import io.cardferry.outbox.OutboxMessageProcessor;
import io.cardferry.registration.OutboxEntry;
import io.cardferry.registration.OutboxEntry.Kind;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRouteTest extends RouteTest {

    private static final String DEAD_LETTERS = "jms:queue:cardferry.dead-letters";

    private final OutboxEntry reply = entry(Kind.REPLY, "queue://replies");
    private final OutboxEntry other = entry(Kind.REPLY, "topic://told");
    private final OutboxEntry refused = entry(Kind.REPLY, "queue://refused");
    private final OutboxEntry dead = entry(Kind.DEAD_LETTER, null);
    private final ConcurrentLinkedQueue<OutboxEntry> sent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<OutboxEntry> failed = new ConcurrentLinkedQueue<>();
    private MockEndpoint broker;

    OutboxRouteTest() {
        super("delivery/outbox", "delivery/outbox-entry");
    }

    /** Stands for the outbox: what is in it, and what becomes of that. */
    public final class Round {
        public List<OutboxEntry> take() {
            return List.of(reply, refused, other, dead);
        }

        public boolean mayBeSent(OutboxEntry entry) {
            return entry != other;
        }

        public void sent(OutboxEntry entry) {
            sent.add(entry);
        }

        public void failed(OutboxEntry entry, Throwable failure) {
            failed.add(entry);
        }

        public void count() {}
    }

    /** Begins nothing: the test does. */
    public static final class Rounds {
        public void begin() {}
    }

    /** Makes a message of an entry. */
    public static final class Messages {
        public OutboxMessage of(OutboxEntry entry) {
            return new OutboxMessage(
                    entry,
                    "{\"kind\":\"" + entry.kind() + "\"}",
                    Map.of("of", entry.kind().word()));
        }
    }

    @Override
    void bind(Registry registry) {
        registry.bind("outboxRound", new Round());
        registry.bind("outboxRounds", new Rounds());
        registry.bind("outboxMessages", new Messages());
        registry.bind("outboxMessageProcessor", new OutboxMessageProcessor());
        registry.bind("outboxPool", registrations);
    }

    @Override
    public void configureContext(CamelContextConfiguration camel) {
        super.configureContext(camel);
        Properties properties = new Properties();
        properties.setProperty("cardferry.delivery.poll-interval", "1000");
        camel.withUseOverridePropertiesWithPropertiesComponent(properties);
    }

    @BeforeEach
    void start() throws Exception {
        startByHand("sweep-outbox");
        cutOff("send-outbox-entry", "jms:*");
        broker = mock(DEAD_LETTERS, exchange -> {
            if (goesTo(exchange.getMessage()).equals("queue://refused")) {
                throw new JMSException("no");
            }
        });
        context.start();
    }

    @Test
    void eachEntryIsSentForItselfAndOneThatFailsHoldsUpNoOther() {
        send("direct:send-outbox", null);

        assertThat(sent).containsExactlyInAnyOrder(reply, dead);
        assertThat(failed).containsExactly(refused);
    }

    @Test
    void aReplyGoesWhereItsSenderWantsItAndADeadLetterToItsQueue() {
        send("direct:send-outbox", null);

        assertThat(broker.getExchanges())
                .extracting(exchange -> goesTo(exchange.getMessage()))
                .containsExactlyInAnyOrder("queue://replies", "queue://refused", "its own");
    }

    @Test
    void nothingButTheMessagesOwnPropertiesGoesAlong() {
        template.send("direct:send-outbox-entry", exchange -> {
            exchange.getMessage().setBody(reply);
            exchange.getMessage().setHeader("X-Leftover", "canary");
            exchange.getMessage().setHeader("CamelJmsDestinationName", "elsewhere");
        });

        Exchange told = broker.getExchanges().get(0);
        assertThat(told.getMessage().getHeaders()).containsOnlyKeys("of", "CamelJmsDestination", "JMSCorrelationID");
        assertThat(told.getMessage().getHeader("JMSCorrelationID")).isEqualTo("c-1");
        assertThat(told.getMessage().getBody()).isEqualTo("{\"kind\":\"REPLY\"}");
    }

    private static String goesTo(Message message) {
        return String.valueOf(message.getHeader("CamelJmsDestination", (Object) "its own"));
    }

    private static OutboxEntry entry(Kind kind, String destination) {
        String correlationId = kind == Kind.REPLY ? "c-1" : null;
        return new OutboxEntry(UUID.randomUUID(), kind, UUID.randomUUID(), destination, correlationId, 0);
    }
}
