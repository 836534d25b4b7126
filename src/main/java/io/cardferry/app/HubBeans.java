package io.cardferry.app;

import io.cardferry.delivery.KeptMessages;
import io.cardferry.delivery.Sweep;
import io.cardferry.intake.AcceptRegistration;
import io.cardferry.intake.AnswerProcessor;
import io.cardferry.intake.AwaitEndingProcessor;
import io.cardferry.intake.CardListAnswer;
import io.cardferry.intake.CardListPlacesProcessor;
import io.cardferry.intake.CardListRequestReader;
import io.cardferry.intake.DeadLetterAnswer;
import io.cardferry.intake.DeadLetterQueryReader;
import io.cardferry.intake.OperatorRequestReader;
import io.cardferry.intake.ProblemProcessor;
import io.cardferry.intake.PublishedKeys;
import io.cardferry.intake.ReceivedRequestReader;
import io.cardferry.intake.RegistrationAnswer;
import io.cardferry.intake.RegistrationReads;
import io.cardferry.intake.RegistrationRequestReader;
import io.cardferry.intake.RequestProcessor;
import io.cardferry.intake.SearchRequestReader;
import io.cardferry.intake.jms.AcceptedMessageProcessor;
import io.cardferry.intake.jms.DeliveryLimitProcessor;
import io.cardferry.intake.jms.InvalidMessageProcessor;
import io.cardferry.intake.jms.JmsIntakeReader;
import io.cardferry.intake.jms.LedgerPause;
import io.cardferry.intake.jms.MessageProcessor;
import io.cardferry.intake.jms.TakenMessages;
import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.CardFollowUp;
import io.cardferry.issuer.CardOpening;
import io.cardferry.issuer.CardOutcome;
import io.cardferry.issuer.CardSubmission;
import io.cardferry.issuer.HeldCard;
import io.cardferry.issuer.IssuerAnswerProcessor;
import io.cardferry.issuer.IssuerGateProcessor;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.IssuerRequestProcessor;
import io.cardferry.issuer.LateAnswers;
import io.cardferry.issuer.MessageRenderer;
import io.cardferry.issuer.PacksInForce;
import io.cardferry.issuer.SendingTime;
import io.cardferry.issuer.TraceNumbers;
import io.cardferry.issuer.UnmatchedAnswers;
import io.cardferry.issuer.UnrecordedAnswers;
import io.cardferry.issuer.jms.AwaitReplyProcessor;
import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.issuer.jms.IssuerReplies;
import io.cardferry.issuer.jms.JmsRequestProcessor;
import io.cardferry.issuer.jms.LedgerReplies;
import io.cardferry.issuer.jms.ReplyLimitProcessor;
import io.cardferry.operations.BulkReplay;
import io.cardferry.operations.CardRefresh;
import io.cardferry.operations.DeadLetterActions;
import io.cardferry.operations.DeadLetterReads;
import io.cardferry.operations.HubHealth;
import io.cardferry.operations.HubMetrics;
import io.cardferry.operations.IssuerActionProcessor;
import io.cardferry.operations.IssuerMeters;
import io.cardferry.operations.IssuerOperations;
import io.cardferry.operations.IssuerOverview;
import io.cardferry.operations.IssuerReload;
import io.cardferry.operations.MetricsPage;
import io.cardferry.outbox.OutboxMessageProcessor;
import io.cardferry.outbox.OutboxMessages;
import io.cardferry.outbox.OutboxPatience;
import io.cardferry.outbox.OutboxRound;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Endings;
import io.cardferry.registration.ledger.Database;
import io.cardferry.registration.ledger.DeadLetters;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.security.Keystore;
import io.cardferry.security.SealedCardOpener;
import io.cardferry.source.CardDiscovery;
import io.cardferry.source.CardListing;
import io.cardferry.source.IssuerChoice;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What the routes refer to by name: every bean, in one place. */
record HubBeans(
        Configuration configuration,
        Keystore keystore,
        Ledger ledger,
        Pools pools,
        Issuers issuers,
        IssuerReload reload,
        UnrecordedAnswers unrecorded,
        AwaitedReplies replies,
        TraceNumbers traceNumbers,
        HubMetrics metrics,
        Endings endings,
        Database database,
        Optional<Broker> broker,
        LedgerPause ledgerPause,
        OutboxRounds rounds) {

    private static final Clock CLOCK = Clock.systemUTC();

    /** Longer than {@link io.cardferry.registration.ledger.Commit} waits. */
    private static final Duration REPLY_RECORDING = Duration.ofSeconds(12);

    Map<String, Object> byName() {
        Map<String, Object> beans = new HashMap<>();
        beans.put("ledger", ledger);
        Sweep sweep = new Sweep(
                ledger,
                pools::roomForSweep,
                issuers.lanes(),
                issuers.gates(),
                issuers.paused(),
                configuration.settings().hub().delivery().pollInterval(),
                System::nanoTime);
        beans.put("sweep", sweep);
        beans.put(
                "keptMessages",
                new KeptMessages(
                        ledger.deadLetters(), configuration.settings().hub().keepMessages()));
        beans.put("failedWorkProcessor", new FailedWorkProcessor());
        beans.putAll(poolsByName());
        beans.putAll(intake());
        beans.putAll(messages());
        beans.putAll(outbox());
        beans.putAll(sealedCards());
        beans.putAll(cardLists());
        beans.putAll(sourcesAndIssuers());
        beans.putAll(issuersByMessage());
        beans.putAll(gates());
        beans.putAll(operations(sweep));
        beans.putAll(deadLetters());
        return beans;
    }

    private Map<String, Object> poolsByName() {
        return Map.of(
                "intakePool", pools.intake,
                "registrationPool", pools.registrations,
                "sourcePool", pools.sources,
                "searchPool", pools.searches);
    }

    private Map<String, Object> intake() {
        RegistrationRequestReader requests = new RegistrationRequestReader(configuration.sourceIds());
        return Map.of(
                "requestProcessor", new RequestProcessor(),
                "answerProcessor", new AnswerProcessor(),
                "problemProcessor", new ProblemProcessor(),
                "requestReader",
                        new ReceivedRequestReader(
                                requests, configuration.settings().hub().http().waitMax()),
                "acceptRegistration", new AcceptRegistration(ledger, () -> pools.room() > 0),
                "awaitEndingProcessor", new AwaitEndingProcessor(endings, ledger, pools.intake),
                "searchRequestReader", new SearchRequestReader(),
                "registrationReads", new RegistrationReads(ledger, new RegistrationAnswer(CLOCK)));
    }

    private Map<String, Object> messages() {
        TakenMessages taken = metrics.messages()::taken;
        return Map.of(
                "takenMessages", taken,
                "messageProcessor", new MessageProcessor(),
                "jmsIntakeReader", new JmsIntakeReader(new RegistrationRequestReader(configuration.sourceIds())),
                "acceptedMessageProcessor", new AcceptedMessageProcessor(taken),
                "invalidMessageProcessor", new InvalidMessageProcessor(),
                "deliveryLimitProcessor", new DeliveryLimitProcessor(ledgerPause::isStopping),
                "failedMessageProcessor", new FailedWorkProcessor("the message stays on the broker"),
                "ledgerPause", ledgerPause);
    }

    private Map<String, Object> outbox() {
        // Somebody else may take an entry when its lease is over.
        Duration sendingTime = configuration
                .settings()
                .hub()
                .delivery()
                .lease()
                .multipliedBy(2)
                .dividedBy(3);
        OutboxRound.Parts parts = new OutboxRound.Parts(
                ledger.outbox(),
                () -> broker.map(Broker::takesMessages).orElse(false),
                rounds::begin,
                (kind, result) -> metrics.messages().outboxTold(kind, result.word()));
        OutboxRound round = new OutboxRound(parts, OutboxPatience.STANDARD, sendingTime);
        metrics.watchQueue("outbox", round::waiting);
        metrics.messages().watchOldest(() -> round.oldestAge(CLOCK.instant()).toMillis() / 1000.0);
        broker.ifPresent(here -> {
            metrics.messages().watchBroker(here::isHere);
            here.store().ifPresent(store -> metrics.messages().watchStore(store::percent));
        });
        return Map.of(
                "outboxPool",
                pools.outbox,
                "outboxRounds",
                rounds,
                "outboxRound",
                round,
                "outboxMessages",
                new OutboxMessages(ledger, new DeadLetterAnswer()),
                "outboxMessageProcessor",
                new OutboxMessageProcessor());
    }

    private Map<String, Object> cardLists() {
        int places = pools.placesForLists(configuration.enabledSources().size());
        return Map.of(
                "cardListRequestReader", new CardListRequestReader(),
                "cardListPlacesProcessor", new CardListPlacesProcessor(places, pools::hasRoomForLists),
                "cardListAnswer", new CardListAnswer());
    }

    private Map<String, Object> sourcesAndIssuers() {
        PacksInForce packs = issuers.packs();
        CardDiscovery discovery = new CardDiscovery(
                configuration.enabledSources(), configuration.sourceIds(), issuerChoice(), ledger, CLOCK);
        SendingTime sending =
                new SendingTime(configuration.settings().hub().delivery().lease());
        String requestorId = configuration.settings().hub().requestorId();
        return Map.of(
                "cardDiscovery", discovery,
                "cardListing", new CardListing(issuerChoice(), ledger),
                "cardSubmission", new CardSubmission(new MessageRenderer(), ledger, requestorId, sending, traceNumbers),
                "cardFollowUp",
                        new CardFollowUp(packs, new MessageRenderer(), ledger, requestorId, sending, traceNumbers),
                "cardOutcome", new CardOutcome(ledger),
                "unrecordedAnswers", unrecorded,
                "issuerRequestProcessor", new IssuerRequestProcessor(),
                "issuerAnswerProcessor", new IssuerAnswerProcessor(new AnswerReader(CLOCK)));
    }

    private Map<String, Object> issuersByMessage() {
        Predicate<CardRegistration> takenOver =
                card -> database.isShared() && RepliesOfOthers.isTakenOver(ledger, card);
        AnswerReader answers = new AnswerReader(CLOCK);
        UnmatchedAnswers unmatched = new UnmatchedAnswers(metrics::answerUnmatched, System::nanoTime);
        LateAnswers late = new LateAnswers(ledger, answers, unmatched);
        return Map.of(
                "lateAnswers", late,
                "awaitedReplies", replies,
                "jmsRequestProcessor", new JmsRequestProcessor(replies),
                "awaitReplyProcessor", new AwaitReplyProcessor(replies, takenOver),
                "replyLimitProcessor", new ReplyLimitProcessor(ledgerPause::isStopping),
                "issuerReplies",
                        new IssuerReplies(
                                replies,
                                answers,
                                new LedgerReplies(late, new CardOutcome(ledger), unmatched),
                                issuer -> issuers.packs().now().pack(issuer),
                                REPLY_RECORDING,
                                ledgerPause::isStopping));
    }

    private Map<String, Object> sealedCards() {
        return Map.of(
                "cardOpening", new CardOpening(issuers.packs(), new SealedCardOpener(keystore)),
                "publishedKeys", new PublishedKeys(() -> keystore.cardKeys().publishedAt(CLOCK.instant())));
    }

    private Map<String, Object> gates() {
        return Map.of(
                "issuerGates", issuers.gates(),
                "issuerGateProcessor", new IssuerGateProcessor(issuers.gates()),
                "heldCard", new HeldCard(ledger));
    }

    private Map<String, Object> operations(Sweep sweep) {
        IssuerOverview overview = issuers.overview(ledger);
        return Map.of(
                "issuerActionProcessor", new IssuerActionProcessor(),
                "issuerOperations", new IssuerOperations(overview, ledger.pauses(), sweep::readPauses),
                "issuerReload", reload,
                "issuerMeters", new IssuerMeters(overview, metrics),
                "metrics", metrics,
                "metricsPage", new MetricsPage(metrics),
                "health", new HubHealth(parts(), optionalParts()));
    }

    /** Of what this hub can't work without. The disk of a shared database is watched by its own people. */
    private Map<String, BooleanSupplier> parts() {
        BooleanSupplier commits = () -> ledger.isReachable() && !ledgerPause.isPausing();
        return database.isShared() ? Map.of("ledger", commits) : Map.of("ledger", commits, "disk", database::hasRoom);
    }

    /** Without the broker the hub still serves HTTP. */
    private Map<String, BooleanSupplier> optionalParts() {
        Map<String, BooleanSupplier> parts = new HashMap<>();
        broker.ifPresent(here -> {
            parts.put("broker", here::isHere);
            here.store().ifPresent(store -> parts.put("broker-store", () -> !store.isFull()));
        });
        return parts;
    }

    private Map<String, Object> deadLetters() {
        DeadLetters deadLetters = ledger.deadLetters();
        DeadLetterAnswer answer = new DeadLetterAnswer();
        return Map.of(
                "deadLetterQueryReader", new DeadLetterQueryReader(),
                "operatorRequestReader", new OperatorRequestReader(),
                "deadLetterReads", new DeadLetterReads(deadLetters, answer),
                "deadLetterActions", new DeadLetterActions(deadLetters, metrics),
                "deadLetterAnswer", answer,
                "bulkReplay", new BulkReplay(deadLetters, answer, metrics),
                "cardRefresh", new CardRefresh(ledger, issuerChoice()));
    }

    private IssuerChoice issuerChoice() {
        return card -> issuers.packs().now().packFor(card).map(IssuerPack::id);
    }
}
