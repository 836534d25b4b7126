package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.app.FailedWorkProcessor;
import io.cardferry.configuration.BrokerUrl;
import io.cardferry.contract.BrokerBooks;
import io.cardferry.contract.Messages;
import io.cardferry.contract.OutsideBroker;
import io.cardferry.intake.jms.LedgerPause;
import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.IssuerAnswerProcessor;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.jms.AwaitReplyProcessor;
import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.issuer.jms.IssuerReplies;
import io.cardferry.issuer.jms.IssuerReplyProcessor;
import io.cardferry.issuer.jms.JmsRequestProcessor;
import io.cardferry.issuer.jms.ReplyTrouble;
import io.cardferry.issuer.jms.UnawaitedReplies;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.messaging.BrokerLimits;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.StaleChangeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.Registry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes to an issuer over JMS at a broker outside: when a reply is acknowledged, and how a wait ends. */
class JmsIssuerRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static OutsideBroker broker;
    private static Messages messages;
    private static BrokerBooks books;

    private final AwaitedReplies replies = new AwaitedReplies();
    private final LedgerPause pause = new LedgerPause(Duration.ofMillis(5));
    private final AtomicInteger unmatched = new AtomicInteger();
    private final AtomicInteger unawaited = new AtomicInteger();
    private final IssuerPack pack = Examples.jmsPack();
    private final Dispatch dispatch = Examples.dispatchOverJms(pack);
    private final UUID requestId = dispatch.card().issuerRequestId();
    private volatile boolean ledgerIsAway;
    private BrokerConnections connections;

    JmsIssuerRouteTest() {
        super("issuers/jms", "issuers/jms-replies", "issuers/record-reply");
    }

    @BeforeAll
    static void openBroker() throws Exception {
        broker = new OutsideBroker(folder).start();
        messages = broker.messages();
        books = broker.books();
    }

    @AfterAll
    static void closeBroker() throws Exception {
        messages.close();
        broker.stop();
    }

    @Override
    void bind(Registry registry) {
        ReplyTrouble trouble = new ReplyTrouble("delta");
        AnswerReader answers = new AnswerReader(Clock.systemUTC());
        connections = BrokerConnections.to(
                BrokerUrl.parse(broker.address()),
                Optional.empty(),
                new BrokerLimits(Duration.ofSeconds(5), 1, Duration.ofSeconds(5), 20));
        registry.bind("issuer-connections-" + name(), connections.factory());
        registry.bind("issuer-reply-" + name(), new IssuerReplyProcessor(pack, trouble));
        registry.bind("issuer-reply-trouble-" + name(), trouble);
        registry.bind("jmsRequestProcessor", new JmsRequestProcessor(replies));
        registry.bind("awaitReplyProcessor", new AwaitReplyProcessor(replies, card -> false));
        registry.bind("issuerAnswerProcessor", new IssuerAnswerProcessor(answers));
        registry.bind("issuerReplies", new IssuerReplies(replies, answers, new Unawaited()));
        registry.bind("ledgerPause", pause);
        registry.bind("failedMessageProcessor", new FailedWorkProcessor());
    }

    /** Knows every card, and none while the ledger is away. */
    private final class Unawaited implements UnawaitedReplies {
        @Override
        public boolean record(IssuerPack of, byte[] reply) {
            if (ledgerIsAway) {
                throw new LedgerUnavailableException("away", null);
            }
            unawaited.incrementAndGet();
            return new String(reply, StandardCharsets.UTF_8).contains("known");
        }

        @Override
        public void unmatched(IssuerPack of) {
            unmatched.incrementAndGet();
        }
    }

    private String name() {
        return pack.id() + "-" + pack.version();
    }

    private void start() throws Exception {
        TemplatedRouteBuilder.builder(context, "jms-issuer-replies")
                .routeId("replies")
                .prefixId("replies")
                .parameter("pack", name())
                .parameter("replyQueue", "delta.cardreg.reply")
                .parameter("consumers", 2)
                .add();
        TemplatedRouteBuilder.builder(context, "jms-issuer")
                .routeId("issuer-" + name())
                .prefixId("issuer")
                .parameter("pack", name())
                .parameter("requestQueue", "delta.cardreg.request")
                .parameter("replyQueue", "delta.cardreg.reply")
                .parameter("timeToLive", 5000)
                .add();
        context.start();
    }

    @AfterEach
    void stop() {
        pause.close();
        context.stop();
        connections.close();
    }

    @Test
    void aReplyIsAcknowledgedOnlyOnceItIsRecorded() throws Exception {
        start();
        long before = books.acknowledged("delta.cardreg.reply");
        CompletableFuture<Exchange> sent = CompletableFuture.supplyAsync(() -> send(dispatch.endpoint(), dispatch));
        awaitRequest();

        reply(requestId, "00");
        EndedAttempt ended = sent.join().getMessage().getBody(EndedAttempt.class);

        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.DECIDED);
        assertThat(books.acknowledged("delta.cardreg.reply")).isEqualTo(before);
        assertThat(books.inHand("delta.cardreg.reply")).isEqualTo(1);
        replies.recorded(ended);
        Awaitility.await().atMost(PATIENCE).until(() -> books.acknowledged("delta.cardreg.reply") == before + 1);
        assertThat(unawaited).hasValue(0);
        assertThat(unmatched).hasValue(0);
    }

    @Test
    void aReplyIsHeldWhileTheLedgerIsAwayAndIsBroughtOnce() throws Exception {
        start();
        long before = books.acknowledged("delta.cardreg.reply");
        ledgerIsAway = true;

        reply(UUID.randomUUID(), "known");
        Awaitility.await().atMost(PATIENCE).until(pause::isPausing);
        assertThat(books.inHand("delta.cardreg.reply")).isEqualTo(1);
        assertThat(books.acknowledged("delta.cardreg.reply")).isEqualTo(before);
        ledgerIsAway = false;

        Awaitility.await().atMost(PATIENCE).until(() -> books.acknowledged("delta.cardreg.reply") == before + 1);
        assertThat(unawaited).hasValue(1);
        assertThat(pause.isPausing()).isFalse();
    }

    @Test
    void aReplyThatBelongsToNothingIsToldAndTaken() throws Exception {
        start();
        long before = books.acknowledged("delta.cardreg.reply");

        reply(UUID.randomUUID(), "00");

        Awaitility.await().atMost(PATIENCE).until(() -> books.acknowledged("delta.cardreg.reply") == before + 1);
        assertThat(unmatched).hasValue(1);
    }

    @Test
    void aWaitEndsWhenAnotherHubHasDoneWithTheCardAndItIsNoOutcome() throws Exception {
        start();
        CompletableFuture<Exchange> sent = CompletableFuture.supplyAsync(() -> send(dispatch.endpoint(), dispatch));
        Awaitility.await().atMost(PATIENCE).until(() -> replies.sent().size() == 1);

        replies.takenOver(Set.of(dispatch.card().cardRegistrationId()));

        Exchange exchange = sent.join();
        assertThat(exchange.getException()).isInstanceOf(StaleChangeException.class);
        assertThat(exchange.getMessage().getBody()).isNotInstanceOf(EndedAttempt.class);
        assertThat(replies.sent()).isEmpty();
    }

    @Test
    void silenceEndsAtTheResponseTimeoutAndTheOutcomeIsUnknown() throws Exception {
        start();

        EndedAttempt ended = send(dispatch.endpoint(), dispatch).getMessage().getBody(EndedAttempt.class);

        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(ended.outcome().reason().detail()).isEqualTo("no reply in time");
        assertThat(ended.reached()).isFalse();
        assertThat(ended.latency()).isGreaterThanOrEqualTo(pack.transport().responseTimeout());
    }

    @Test
    void whatMayNoLongerBeSentIsNotSent() throws Exception {
        start();
        Dispatch late = new Dispatch(
                dispatch.purpose(),
                dispatch.registration(),
                dispatch.card(),
                pack,
                dispatch.message(),
                System.nanoTime() - 1);
        long before = books.came("delta.cardreg.request");

        EndedAttempt ended = send(late.endpoint(), late).getMessage().getBody(EndedAttempt.class);

        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.NOT_SENT);
        assertThat(ended.outcome().reason().detail()).isEqualTo("no time left to send it");
        assertThat(books.came("delta.cardreg.request")).isEqualTo(before);
    }

    private void awaitRequest() {
        Awaitility.await().atMost(PATIENCE).until(() -> replies.sent().size() == 1);
    }

    private static void reply(UUID about, String result) throws Exception {
        Session session = messages.session();
        try (MessageProducer producer = session.createProducer(session.createQueue("delta.cardreg.reply"))) {
            producer.send(session.createTextMessage(
                    String.format("%-100s", "CRSP" + about + result.substring(0, 2) + "tok-" + result)));
        }
    }
}
