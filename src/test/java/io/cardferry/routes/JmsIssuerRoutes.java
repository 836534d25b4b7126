package io.cardferry.routes;

import io.cardferry.app.FailedWorkProcessor;
import io.cardferry.configuration.BrokerUrl;
import io.cardferry.contract.BrokerBooks;
import io.cardferry.contract.BroughtBefore;
import io.cardferry.contract.CutConnection;
import io.cardferry.contract.Messages;
import io.cardferry.contract.OutsideBroker;
import io.cardferry.intake.jms.LedgerPause;
import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.IssuerAnswerProcessor;
import io.cardferry.issuer.IssuerMessage;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.jms.AwaitReplyProcessor;
import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.issuer.jms.IssuerReplies;
import io.cardferry.issuer.jms.IssuerReplyProcessor;
import io.cardferry.issuer.jms.JmsRequestProcessor;
import io.cardferry.issuer.jms.ReplyLimitProcessor;
import io.cardferry.issuer.jms.ReplyTrouble;
import io.cardferry.issuer.jms.UnawaitedReplies;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.messaging.BrokerLimits;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.Registry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The routes to an issuer over JMS, at a broker outside. What lies on its queues of replies is each test's own. */
abstract class JmsIssuerRoutes extends RouteTest {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    static Path folder;

    static final CutConnection CUTS = new CutConnection();
    static OutsideBroker broker;
    static Messages messages;
    static BrokerBooks books;

    final String replyQueue = "replies-" + TESTS.incrementAndGet();
    final AwaitedReplies replies = new AwaitedReplies();
    final LedgerPause pause = new LedgerPause(Duration.ofMillis(5));
    final AtomicInteger unmatched = new AtomicInteger();
    final AtomicInteger unawaited = new AtomicInteger();
    final IssuerPack pack = Examples.jmsPack(Map.of("connect-timeout", "20s", "response-timeout", "30s"));
    final Dispatch dispatch = Examples.dispatchOverJms(pack);
    final UUID requestId = dispatch.card().issuerRequestId();
    volatile boolean ledgerIsAway;
    volatile boolean isTakenOver;
    private BrokerConnections connections;

    JmsIssuerRoutes() {
        super("issuers/jms", "issuers/jms-replies", "issuers/give-up-reply", "issuers/record-reply");
    }

    @BeforeAll
    static void openBroker() throws Exception {
        broker = new OutsideBroker(folder).with(CUTS).with(new BroughtBefore()).start();
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
                new BrokerLimits(Duration.ofSeconds(20), 1, Duration.ofSeconds(20), 20, 1));
        registry.bind("issuer-connections-" + name(), connections.factory());
        registry.bind("issuer-reply-" + name(), new IssuerReplyProcessor(pack, trouble));
        registry.bind("issuer-reply-trouble-" + name(), trouble);
        registry.bind("jmsRequestProcessor", new JmsRequestProcessor(replies));
        registry.bind("awaitReplyProcessor", new AwaitReplyProcessor(replies, card -> isTakenOver));
        registry.bind("issuerAnswerProcessor", new IssuerAnswerProcessor(answers));
        registry.bind(
                "issuerReplies",
                new IssuerReplies(
                        replies,
                        answers,
                        new Unawaited(),
                        issuer -> Optional.of(pack),
                        Duration.ofSeconds(12),
                        pause::isStopping));
        registry.bind("replyLimitProcessor", new ReplyLimitProcessor(pause::isStopping));
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
            if (new String(reply, StandardCharsets.UTF_8).contains("poison")) {
                throw new IllegalStateException("a bug");
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

    void start() throws Exception {
        start("delta.cardreg.request");
    }

    void start(String requestQueue) throws Exception {
        TemplatedRouteBuilder.builder(context, "jms-issuer-replies")
                .routeId("replies")
                .prefixId("replies")
                .parameter("pack", name())
                .parameter("replyQueue", replyQueue)
                .parameter("consumers", 2)
                .add();
        TemplatedRouteBuilder.builder(context, "jms-issuer")
                .routeId("issuer-" + name())
                .prefixId("issuer")
                .parameter("pack", name())
                .parameter("requestQueue", requestQueue)
                .parameter("replyQueue", replyQueue)
                .parameter("timeToLive", 60_000)
                .add();
        context.start();
    }

    @AfterEach
    void stop() {
        pause.close();
        context.stop();
        connections.close();
    }

    void awaitRequest() {
        Awaitility.await().atMost(PATIENCE).until(() -> replies.sent().size() == 1);
    }

    CompletableFuture<Exchange> sending(Dispatch one) {
        return CompletableFuture.supplyAsync(() -> send(dispatch.endpoint(), one));
    }

    static EndedAttempt ended(CompletableFuture<Exchange> sent) throws Exception {
        return sent.get(60, TimeUnit.SECONDS).getMessage().getBody(EndedAttempt.class);
    }

    /** Of another version of the pack, which does not wait for long; it goes the same way. */
    static Dispatch soonOver() {
        return Examples.dispatchOverJms(Examples.jmsPack(Map.of("connect-timeout", "20s", "response-timeout", "1s")));
    }

    static Dispatch dispatch(IssuerPack of, String contentType, byte[] body) {
        Dispatch any = Examples.dispatchOverJms(of);
        IssuerMessage message =
                new IssuerMessage(of.id(), of.version(), "jms", "", "", contentType, Map.of(), Map.of(), body);
        return new Dispatch(any.purpose(), any.registration(), any.card(), of, message, any.sendUntilNanos());
    }

    static String record(UUID about, String result) {
        return String.format("%-100s", "CRSP" + about + result.substring(0, 2) + "tok-" + result);
    }

    void reply(UUID about, String result) throws Exception {
        reply(session -> session.createTextMessage(record(about, result)));
    }

    void reply(Messages.Maker maker) throws Exception {
        Session session = messages.session();
        try (MessageProducer producer = session.createProducer(session.createQueue(replyQueue))) {
            producer.send(maker.make(session));
        }
    }
}
