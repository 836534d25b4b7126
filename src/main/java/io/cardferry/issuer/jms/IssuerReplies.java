package io.cardferry.issuer.jms;

import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.registration.OutcomeClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** The step of the route {@code record-reply}: finds out whose a reply is, and waits until what it says is recorded. */
public final class IssuerReplies {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration RECORDING_AT_STOP = Duration.ofSeconds(3);

    private final AwaitedReplies awaited;
    private final AnswerReader answers;
    private final UnawaitedReplies unawaited;
    private final Function<String, Optional<IssuerPack>> inForce;
    private final Duration recording;
    private final BooleanSupplier stopping;

    /**
     * @param inForce the pack of an issuer as it is now
     * @param recording how long who waits for a reply may need to record it: some milliseconds, and more than a commit may
     *     take at most, for what is recorded here meanwhile would be recorded twice
     * @param stopping whether the hub stops: then there is not so much time
     */
    public IssuerReplies(
            AwaitedReplies awaited,
            AnswerReader answers,
            UnawaitedReplies unawaited,
            Function<String, Optional<IssuerPack>> inForce,
            Duration recording,
            BooleanSupplier stopping) {
        this.awaited = awaited;
        this.answers = answers;
        this.unawaited = unawaited;
        this.inForce = inForce;
        this.recording = recording;
        this.stopping = stopping;
    }

    /**
     * Has what the reply says recorded: by who waits for it, or here. Its own words come first: a decision counts for the
     * request that it names, whatever the correlation id. Only what names none that the hub knows is its correlation's.
     *
     * @throws io.cardferry.registration.ledger.LedgerUnavailableException if it can't be recorded now: the reply must be
     *     kept, and this called again
     */
    public void settle(ReplyInHand reply) {
        Optional<UUID> about = requestIdIn(reply);
        boolean isRecorded = isRecordedByWhoWaits(reply, about.flatMap(id -> whoWaitsForWordOf(id, reply)));
        if (!isRecorded) {
            awaitTheFirst(reply, about);
            isRecorded = readersOf(reply).anyMatch(pack -> unawaited.record(pack, reply.bodyFor(pack)))
                    || isRecordedByWhoWaits(reply, whoWaitsUnderItsCorrelation(reply));
        }
        if (!isRecorded && reply.handedTo().isEmpty()) {
            unawaited.unmatched(reply.pack());
        }
        reply.settle();
    }

    /** While versions change, an old one's consumer may get what only the new one can read. */
    private Stream<IssuerPack> readersOf(ReplyInHand reply) {
        IssuerPack taker = reply.pack();
        Stream<IssuerPack> another =
                inForce.apply(taker.id()).filter(now -> !now.version().equals(taker.version())).stream();
        return Stream.concat(Stream.of(taker), another);
    }

    private Optional<UUID> requestIdIn(ReplyInHand reply) {
        return readersOf(reply)
                .flatMap(pack -> answers.requestIdOf(pack, reply.answerFor(pack)).stream())
                .findFirst();
    }

    /** By its correlation, if that is an exchange about this request; else whoever may take it. */
    private Optional<AwaitedReply> whoWaitsForWordOf(UUID requestId, ReplyInHand reply) {
        List<AwaitedReply> waiting = awaited.about(reply.pack().id(), requestId);
        return waiting.stream()
                .filter(one -> isUnder(one, reply))
                .findFirst()
                .or(() -> waiting.stream()
                        .filter(one -> isFreeToTake(one, reply) || isDecision(one, reply))
                        .findFirst());
    }

    private Optional<AwaitedReply> whoWaitsUnderItsCorrelation(ReplyInHand reply) {
        return reply.correlationId()
                .flatMap(id -> awaited.under(reply.pack().id(), id).stream().findFirst());
    }

    private static boolean isUnder(AwaitedReply waiting, ReplyInHand reply) {
        return reply.correlationId().filter(waiting.correlationId()::equals).isPresent();
    }

    /**
     * An issuer need not send the correlation id of an attempt back. But what was sent under another one – an inquiry, or an
     * attempt before it – is not this one's answer, unless it decides.
     */
    private static boolean isFreeToTake(AwaitedReply waiting, ReplyInHand reply) {
        return !waiting.isInquiry() && reply.correlationId().isEmpty();
    }

    private boolean isDecision(AwaitedReply waiting, ReplyInHand reply) {
        IssuerPack pack = waiting.about().pack();
        return answers.read(pack, waiting.requestId(), reply.answerFor(pack)).outcomeClass() == OutcomeClass.DECIDED;
    }

    private boolean isRecordedByWhoWaits(ReplyInHand reply, Optional<AwaitedReply> waiting) {
        if (reply.handedTo().isEmpty()) {
            waiting.filter(one ->
                            awaited.handOver(one, reply.bodyFor(one.about().pack())))
                    .ifPresent(reply::handTo);
        }
        return reply.handedTo().filter(this::isRecordedInTime).isPresent();
    }

    private boolean isRecordedInTime(AwaitedReply handed) {
        long begun = System.nanoTime();
        while (!handed.awaitRecord(BETWEEN_LOOKS)) {
            Duration patience = stopping.getAsBoolean() ? RECORDING_AT_STOP : recording;
            if (System.nanoTime() - begun > patience.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    /** Another consumer may have the first reply to the same request in hand: what came first must stand. */
    private void awaitTheFirst(ReplyInHand reply, Optional<UUID> requestId) {
        if (reply.handedTo().isEmpty()) {
            requestId.flatMap(awaited::answeredBefore).ifPresent(this::isRecordedInTime);
        }
    }

    /** It is acknowledged, or stays on the broker. */
    public void letGo(ReplyInHand reply) {
        reply.handedTo().ifPresent(awaited::release);
    }
}
