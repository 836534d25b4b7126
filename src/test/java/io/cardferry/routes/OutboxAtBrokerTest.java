package io.cardferry.routes;

import static io.cardferry.registration.ledger.LedgerFixture.fresh;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.contract.BrokerRights;
import io.cardferry.contract.Messages;
import io.cardferry.contract.OutsideBroker;
import io.cardferry.intake.DeadLetterAnswer;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.messaging.ReplyDestination;
import io.cardferry.outbox.OutboxListener.Result;
import io.cardferry.outbox.OutboxMessageProcessor;
import io.cardferry.outbox.OutboxMessages;
import io.cardferry.outbox.OutboxPatience;
import io.cardferry.outbox.OutboxRound;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.ReplyRequest;
import io.cardferry.registration.ledger.LedgerFixture;
import io.cardferry.registration.ledger.NewRegistration;
import io.cardferry.security.Login;
import io.cardferry.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox's routes and a real ledger on a broker outside, which lets the hub send to few queues only. */
class OutboxAtBrokerTest extends RouteTest {

    private static final int ATTEMPTS_MAX = 3;
    private static final int ATTEMPTS_MAX_IF_GONE = 2;

    @TempDir
    static Path brokerFolder;

    private static OutsideBroker broker;

    private final List<Result> results = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private LedgerFixture ledger;
    private BrokerConnections connections;

    OutboxAtBrokerTest() {
        super("delivery/outbox", "delivery/outbox-entry");
    }

    /** Begins nothing: the test does. */
    public static final class Rounds {
        public void begin() {}
    }

    @BeforeAll
    static void openBroker() throws Exception {
        broker = new OutsideBroker(brokerFolder)
                .guardedBy(BrokerRights.leastForTheHub())
                .start();
    }

    @AfterAll
    static void closeBroker() throws Exception {
        broker.stop();
    }

    @Override
    void bind(Registry registry) {
        ledger = new LedgerFixture(folder);
        OutboxRound.Parts parts = new OutboxRound.Parts(
                ledger.ledger.outbox(), () -> true, () -> {}, (kind, result) -> results.add(result));
        OutboxPatience patience = new OutboxPatience(Duration.ZERO, Duration.ZERO, ATTEMPTS_MAX, ATTEMPTS_MAX_IF_GONE);
        registry.bind("outboxRound", new OutboxRound(parts, patience, Duration.ofMinutes(5)));
        registry.bind("outboxRounds", new Rounds());
        registry.bind("outboxMessages", new OutboxMessages(ledger.ledger, new DeadLetterAnswer()));
        registry.bind("outboxMessageProcessor", new OutboxMessageProcessor());
        registry.bind("outboxPool", registrations);
        connections = BrokerConnections.to(
                BrokerUrl.parse(broker.address()),
                Optional.of(new Login(BrokerRights.HUB, new Secret(BrokerRights.HUB_PASSWORD))));
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(connections.factory());
        context.addComponent("jms", jms);
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
        context.start();
    }

    @AfterEach
    void disconnect() throws Exception {
        context.stop();
        connections.close();
        ledger.close();
    }

    @Test
    void aReplyThatTheBrokerRefusesIsGivenUpAndHoldsUpNoOther() {
        UUID notOurs = wanted("queue://theirs.a");
        UUID notOursEither = wanted("topic://theirs.b");
        String allowed = "replies." + UUID.randomUUID();
        wanted("queue://" + allowed);

        round();
        assertThat(broker.books().came(allowed)).as("in the first round").isEqualTo(1);
        assertThat(results).containsExactlyInAnyOrder(Result.SENT, Result.FAILED, Result.FAILED);

        round();
        round();
        assertGivenUp(notOurs, ATTEMPTS_MAX, "queue://theirs.a: SecurityException");
        assertGivenUp(notOursEither, ATTEMPTS_MAX, "topic://theirs.b: SecurityException");
        assertThat(broker.books().came("theirs.a")).isZero();
        assertThat(ledger.ledger.outbox().backlog().waiting()).isZero();
    }

    /** It says that the hub must not create it; one without rights says that it does not exist. */
    @Test
    void aTemporaryQueueWhoseConnectionIsGoneIsGivenUpSooner() throws Exception {
        String gone;
        try (Messages asker = broker.messages()) {
            gone = ReplyDestination.text(asker.session().createTemporaryQueue());
        }
        UUID registration = wanted(gone);

        round();
        round();

        assertThat(results).containsExactly(Result.FAILED, Result.FAILED, Result.GIVEN_UP);
        assertThat(givenUp(registration)).singleElement().returns(ATTEMPTS_MAX_IF_GONE, HistoryEntry::attempt);
    }

    @Test
    void aTopicThatNobodyListensToHasTakenItsReply() {
        wanted("topic://replies.told");

        round();

        assertThat(results).containsExactly(Result.SENT);
    }

    private void round() {
        template.send("direct:send-outbox", exchange -> {});
    }

    private void assertGivenUp(UUID registration, int attempts, String why) {
        assertThat(givenUp(registration))
                .singleElement()
                .returns(attempts, HistoryEntry::attempt)
                .returns(why, HistoryEntry::detail);
    }

    private List<HistoryEntry> givenUp(UUID registration) {
        return ledger.ledger.registrations().history(registration).stream()
                .filter(entry -> entry.event().equals("reply-given-up"))
                .toList();
    }

    /** Somebody wants to know there that a registration was accepted. */
    private UUID wanted(String destination) {
        NewRegistration plain = fresh(UUID.randomUUID().toString(), request("acc-1", "tv-1", false));
        ReplyRequest reply = new ReplyRequest(destination, "c", ReplyRequest.When.ACCEPTED);
        NewRegistration asking =
                new NewRegistration(plain.registrationId(), plain.key(), plain.request(), plain.traceparent(), reply);
        return get(ledger.ledger.registrations().accept(asking, false)).registrationId();
    }
}
