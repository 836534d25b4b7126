package io.cardferry.app;

import io.cardferry.configuration.HubSettings;
import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.CardFollowUp;
import io.cardferry.issuer.CardOpening;
import io.cardferry.issuer.CardOutcome;
import io.cardferry.issuer.CardSubmission;
import io.cardferry.issuer.HeldCard;
import io.cardferry.issuer.IssuerAnswerProcessor;
import io.cardferry.issuer.IssuerGateProcessor;
import io.cardferry.issuer.IssuerRequestProcessor;
import io.cardferry.issuer.LateAnswers;
import io.cardferry.issuer.MessageRenderer;
import io.cardferry.issuer.SendingTime;
import io.cardferry.issuer.TraceNumbers;
import io.cardferry.issuer.UnmatchedAnswers;
import io.cardferry.issuer.jms.AwaitReplyProcessor;
import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.issuer.jms.IssuerReplies;
import io.cardferry.issuer.jms.JmsRequestProcessor;
import io.cardferry.issuer.jms.LedgerReplies;
import io.cardferry.issuer.jms.ReplyLimitProcessor;
import io.cardferry.registration.CardRegistration;
import io.cardferry.security.SealedCardOpener;
import io.cardferry.source.CardDiscovery;
import io.cardferry.source.CardListing;
import io.cardferry.source.IssuerChoice;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What happens with cards: found, opened, sent, and what their issuers say. */
record IssuerBeans(HubParts hub) {

    /** Longer than {@link io.cardferry.registration.ledger.Commit} waits. */
    private static final Duration REPLY_RECORDING = Duration.ofSeconds(12);

    private static final Clock CLOCK = Clock.systemUTC();

    Map<String, Object> byName() {
        AnswerReader answers = new AnswerReader(CLOCK);
        CardOutcome outcomes = new CardOutcome(hub.ledger());
        Map<String, Object> beans = new HashMap<>();
        beans.putAll(cards());
        beans.putAll(attempts());
        beans.putAll(answers(answers, outcomes));
        beans.putAll(gates());
        return beans;
    }

    private Map<String, Object> cards() {
        IssuerChoice choice = hub.issuers().choice();
        return Map.of(
                "cardDiscovery",
                new CardDiscovery(
                        hub.configuration().enabledSources(),
                        hub.configuration().sourceIds(),
                        choice,
                        hub.ledger(),
                        CLOCK),
                "cardListing",
                new CardListing(choice, hub.ledger()),
                "cardOpening",
                new CardOpening(hub.issuers().packs(), new SealedCardOpener(hub.keystore())));
    }

    private Map<String, Object> attempts() {
        HubSettings settings = hub.configuration().settings().hub();
        MessageRenderer renderer = new MessageRenderer();
        String requestorId = settings.requestorId();
        SendingTime sending = new SendingTime(settings.delivery().lease());
        TraceNumbers traceNumbers = hub.links().traceNumbers();
        return Map.of(
                "cardSubmission",
                new CardSubmission(renderer, hub.ledger(), requestorId, sending, traceNumbers),
                "cardFollowUp",
                new CardFollowUp(hub.issuers().packs(), renderer, hub.ledger(), requestorId, sending, traceNumbers),
                "issuerRequestProcessor",
                new IssuerRequestProcessor(),
                "jmsRequestProcessor",
                new JmsRequestProcessor(hub.links().replies()));
    }

    private Map<String, Object> answers(AnswerReader answers, CardOutcome outcomes) {
        AwaitedReplies replies = hub.links().replies();
        Predicate<CardRegistration> takenOver =
                card -> hub.database().isShared() && RepliesOfOthers.isTakenOver(hub.ledger(), card);
        UnmatchedAnswers unmatched = new UnmatchedAnswers(hub.metrics()::answerUnmatched, System::nanoTime);
        LateAnswers late = new LateAnswers(hub.ledger(), answers, unmatched);
        return Map.of(
                "cardOutcome",
                outcomes,
                "issuerAnswerProcessor",
                new IssuerAnswerProcessor(answers),
                "awaitedReplies",
                replies,
                "awaitReplyProcessor",
                new AwaitReplyProcessor(replies, takenOver),
                "replyLimitProcessor",
                new ReplyLimitProcessor(hub.ledgerPause()::isStopping),
                "issuerReplies",
                new IssuerReplies(
                        replies,
                        answers,
                        new LedgerReplies(late, outcomes, unmatched),
                        issuer -> hub.issuers().packs().now().pack(issuer),
                        REPLY_RECORDING,
                        hub.ledgerPause()::isStopping),
                "lateAnswers",
                late,
                "unrecordedAnswers",
                hub.links().unrecorded());
    }

    private Map<String, Object> gates() {
        return Map.of(
                "issuerGates", hub.issuers().gates(),
                "issuerGateProcessor", new IssuerGateProcessor(hub.issuers().gates()),
                "heldCard", new HeldCard(hub.ledger()));
    }
}
