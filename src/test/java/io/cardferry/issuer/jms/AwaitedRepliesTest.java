package io.cardferry.issuer.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.PackFixture;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
