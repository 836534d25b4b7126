package io.cardferry.issuer.jms;

import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.IssuerAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The step of the route {@code record-reply}: finds out whose a reply is, and waits until what it says is recorded. */
public final class IssuerReplies {

    /** Recording takes some milliseconds, and longer only while the ledger can't commit. */
    private static final Duration RECORDING = Duration.ofSeconds(5);

    private final AwaitedReplies awaited;
    private final AnswerReader answers;
    private final UnawaitedReplies unawaited;

    public IssuerReplies(AwaitedReplies awaited, AnswerReader answers, UnawaitedReplies unawaited) {
        this.awaited = awaited;
        this.answers = answers;
        this.unawaited = unawaited;
    }

    /**
     * Has what the reply says recorded: by who waits for it, or here. Its own words come first: a decision counts for the
     * request that it names, whatever the correlation id. Only what names none that the hub knows is its correlation's.
     *
     * @throws io.cardferry.registration.ledger.LedgerUnavailableException if it can't be recorded now: the reply must be
     *     kept, and this called again
     */
    public void settle(ReplyInHand reply) {
        Optional<UUID> about = answers.requestIdOf(reply.pack(), IssuerAnswer.ofMessage(reply.body()));
        boolean isRecorded = isRecordedByWhoWaits(reply, about);
        if (!isRecorded) {
            awaitTheFirst(reply, about);
            isRecorded =
                    unawaited.record(reply.pack(), reply.body()) || isRecordedByWhoWaits(reply, reply.correlationId());
        }
        if (!isRecorded && reply.handedTo().isEmpty()) {
            unawaited.unmatched(reply.pack());
        }
        reply.settle();
    }

    private boolean isRecordedByWhoWaits(ReplyInHand reply, Optional<UUID> requestId) {
        if (reply.handedTo().isEmpty()) {
            requestId
                    .flatMap(known -> awaited.handOver(reply.pack().id(), known, reply.body()))
                    .ifPresent(reply::handTo);
        }
        return reply.handedTo()
                .filter(waiting -> waiting.awaitRecord(RECORDING))
                .isPresent();
    }

    /** Another consumer may have the first reply to the same request in hand: what came first must stand. */
    private void awaitTheFirst(ReplyInHand reply, Optional<UUID> requestId) {
        if (reply.handedTo().isEmpty()) {
            requestId.flatMap(awaited::answeredBefore).ifPresent(first -> first.awaitRecord(RECORDING));
        }
    }

    /** It is acknowledged, or stays on the broker. */
    public void letGo(ReplyInHand reply) {
        reply.handedTo().ifPresent(awaited::release);
    }
}
