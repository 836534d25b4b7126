package io.cardferry.issuer.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.PackFixture;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who gets which reply. */
class AwaitedRepliesTest {

    private static final byte[] REPLY = {1};

    private final AwaitedReplies replies = new AwaitedReplies();
    private final Dispatch request = PackFixture.dispatch();
    private final String issuer = request.pack().id();
    private final UUID requestId = request.card().issuerRequestId();

    @Test
    void aReplyFromAnotherIssuersQueueIsNotHandedOver() throws Exception {
        AwaitedReply awaited = replies.expect(request);

        assertThat(replies.handOver("another", requestId, new byte[] {66})).isEmpty();
        assertThat(replies.handOver(issuer, requestId, REPLY)).contains(awaited);

        assertThat(awaited.await()).isEqualTo(REPLY);
    }

    @Test
    void whoBringsASecondOneFindsThatTheFirstIsBeingRecorded() {
        AwaitedReply awaited = replies.expect(request);
        replies.handOver(issuer, requestId, REPLY);

        assertThat(replies.handOver(issuer, requestId, REPLY)).isEmpty();
        assertThat(replies.answeredBefore(requestId)).contains(awaited);

        replies.release(awaited);
        assertThat(replies.answeredBefore(requestId)).isEmpty();
    }

    @Test
    void whatComesWhenNobodyWaitsAnyMoreIsBeingRecordedByNobody() {
        AwaitedReply awaited = replies.expect(request);
        awaited.takenOver();

        assertThat(replies.handOver(issuer, requestId, REPLY)).isEmpty();
        assertThat(replies.answeredBefore(requestId)).isEmpty();
    }
}
