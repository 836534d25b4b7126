package io.cardferry.issuer.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.PackFixture;
import io.cardferry.outbound.NotSentException;
import io.cardferry.registration.CardRegistration;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets which reply. */
class AwaitedRepliesTest {

    private static final byte[] REPLY = {1};
    /** Enough for two threads to meet between any two steps some dozens of times. */
    private static final int ROUNDS = 20_000;

    private final AwaitedReplies replies = new AwaitedReplies();
    private final Dispatch request = PackFixture.dispatch();
    private final String issuer = request.pack().id();
    private final UUID requestId = request.card().issuerRequestId();

    @Test
    void aReplyFromAnotherIssuersQueueIsNotForWhoWaits() throws Exception {
        AwaitedReply awaited = replies.expect(request);

        assertThat(replies.about("another", requestId)).isEmpty();
        assertThat(replies.under("another", requestId)).isEmpty();
        assertThat(replies.about(issuer, requestId)).containsExactly(awaited);
        assertThat(replies.handOver(awaited, REPLY)).isTrue();

        assertThat(awaited.await()).isEqualTo(REPLY);
    }

    @Test
    void anAttemptIsKnownByItsRequestIdAndEachInquiryByAnIdOfItsOwn() {
        AwaitedReply attempt = replies.expect(request);
        AwaitedReply first = replies.expect(inquiry());
        AwaitedReply second = replies.expect(inquiry());

        assertThat(replies.about(issuer, requestId)).containsExactlyInAnyOrder(attempt, first, second);
        assertThat(replies.under(issuer, requestId)).containsExactly(attempt);
        assertThat(replies.under(issuer, first.correlationId())).containsExactly(first);
        assertThat(replies.under(issuer, second.correlationId())).containsExactly(second);
    }

    @Test
    void whoBringsASecondOneFindsThatTheFirstIsBeingRecorded() {
        AwaitedReply awaited = replies.expect(request);
        replies.handOver(awaited, REPLY);

        assertThat(replies.about(issuer, requestId)).isEmpty();
        assertThat(replies.handOver(awaited, REPLY)).isFalse();
        assertThat(replies.answeredBefore(requestId)).contains(awaited);

        replies.release(awaited);
        assertThat(replies.answeredBefore(requestId)).isEmpty();
    }

    @Test
    void whatComesWhenNobodyWaitsAnyMoreIsBeingRecordedByNobody() {
        AwaitedReply awaited = replies.expect(request);
        awaited.takenOver();

        assertThat(replies.handOver(awaited, REPLY)).isFalse();
        assertThat(replies.answeredBefore(requestId)).isEmpty();
    }

    @Test
    void whatOthersDidWithACardEndsTheWaitsThatWereLookedAtAndNoLaterOne() throws Exception {
        UUID card = request.card().cardRegistrationId();
        AwaitedReply unsent = replies.expect(lasting());
        AwaitedReply sent = replies.expect(lasting());
        sent.leave();
        AtomicReference<AwaitedReply> next = new AtomicReference<>();

        replies.endThoseOfOthers(cards -> {
            assertThat(cards).extracting(CardRegistration::cardRegistrationId).containsExactly(card);
            AwaitedReply begunMeanwhile = replies.expect(lasting());
            leave(begunMeanwhile);
            next.set(begunMeanwhile);
            return Set.of(card);
        });

        assertThat(sent.isOver()).isTrue();
        assertThat(unsent.isOver()).isFalse();
        assertThat(next.get().isOver()).isFalse();
    }

    @Test
    void ifNothingWasSentNobodyIsAsked() {
        replies.expect(lasting());

        replies.endThoseOfOthers(cards -> {
            throw new AssertionError("a query for nothing");
        });
    }

    @Test
    @Timeout(120)
    void ofTwoRepliesAtOnceOneIsHandedOverAndNothingStaysBehind() throws Exception {
        ExecutorService consumers = Executors.newFixedThreadPool(2);
        for (int round = 0; round < ROUNDS; round++) {
            AwaitedReply awaited = replies.expect(request);
            CountDownLatch start = new CountDownLatch(2);
            Future<Boolean> one = consumers.submit(() -> handOverAndRelease(awaited, start));
            Future<Boolean> other = consumers.submit(() -> handOverAndRelease(awaited, start));

            assertThat(one.get() ^ other.get()).isTrue();
            assertThat(replies.answeredBefore(requestId)).isEmpty();
        }
        consumers.shutdown();
        assertThat(consumers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /** As a consumer does whose reply is recorded at once. */
    private boolean handOverAndRelease(AwaitedReply awaited, CountDownLatch start) throws InterruptedException {
        start.countDown();
        start.await();
        boolean isFirst = replies.handOver(awaited, REPLY);
        if (isFirst) {
            replies.release(awaited);
        }
        return isFirst;
    }

    private static void leave(AwaitedReply awaited) {
        try {
            awaited.leave();
        } catch (NotSentException late) {
            throw new AssertionError(late);
        }
    }

    /** One that may be sent for some time. */
    private Dispatch lasting() {
        return new Dispatch(
                request.purpose(),
                request.registration(),
                request.card(),
                request.pack(),
                request.message(),
                System.nanoTime() + Duration.ofMinutes(5).toNanos());
    }

    private Dispatch inquiry() {
        return new Dispatch(
                Dispatch.Purpose.INQUIRY,
                request.registration(),
                request.card(),
                request.pack(),
                request.message(),
                request.sendUntilNanos());
    }
}
