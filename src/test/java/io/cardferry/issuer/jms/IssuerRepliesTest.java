package io.cardferry.issuer.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.AskableDelta;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerAnswer;
import io.cardferry.issuer.IssuerMessage;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackFixture;
import io.cardferry.outbound.NotSentException;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import jakarta.jms.JMSException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a reply is: an attempt's, an inquiry's, or nobody's here. Nothing here waits for the ledger. */
class IssuerRepliesTest {

    @TempDir
    Path issuers;

    private final AwaitedReplies awaited = new AwaitedReplies();
    private final AnswerReader reader = new AnswerReader(Clock.systemUTC());
    private final List<String> unawaited = new ArrayList<>();
    private final UUID requestId = PackFixture.dispatch().card().issuerRequestId();
    private IssuerPack pack;
    private IssuerPack inForce;
    private int unmatched;

    @BeforeEach
    void read() {
        pack = AskableDelta.copiedTo(issuers);
        inForce = pack;
    }

    @Test
    void aNeverSeenIsTheAnswerToTheInquiryThatItCorrelatesTo() throws Exception {
        AwaitedReply inquiry = expect(Dispatch.Purpose.INQUIRY);

        settle(record("25", ""), inquiry.correlationId());

        assertThat(outcomeOf(inquiry).outcomeClass()).isEqualTo(OutcomeClass.NOT_PROCESSED);
        assertThat(unawaited).isEmpty();
    }

    @Test
    void aNeverSeenToAnEarlierInquiryOrToTheAttemptIsNotThisOnes() throws Exception {
        AwaitedReply earlier = expect(Dispatch.Purpose.INQUIRY);
        awaited.forget(earlier);
        AwaitedReply inquiry = expect(Dispatch.Purpose.INQUIRY);

        settle(record("25", ""), earlier.correlationId());
        settle(record("25", ""), requestId);
        settle(record("25", ""), null);

        assertThat(inquiry.isOver()).isFalse();
        assertThat(unawaited).hasSize(3);
    }

    @Test
    void aDecisionEndsAnInquiryWhateverItCorrelatesTo() throws Exception {
        AwaitedReply inquiry = expect(Dispatch.Purpose.INQUIRY);

        settle(record("00", "tok-1"), requestId);

        assertThat(outcomeOf(inquiry).decision()).isNotNull();
    }

    @Test
    void ofAnAttemptAndAnInquiryEachGetsItsOwnAnswer() throws Exception {
        AwaitedReply attempt = expect(Dispatch.Purpose.ATTEMPT);
        AwaitedReply inquiry = expect(Dispatch.Purpose.INQUIRY);

        settle(record("25", ""), inquiry.correlationId());
        settle(record("30", ""), requestId);

        assertThat(outcomeOf(inquiry).outcomeClass()).isEqualTo(OutcomeClass.NOT_PROCESSED);
        assertThat(outcomeOf(attempt).outcomeClass()).isEqualTo(OutcomeClass.REFUSED);
    }

    /** Sent before, it would end the doubt about an attempt that was sent after it. */
    @Test
    void whatAnswersAnInquiryEndsNoAttemptUnlessItDecides() throws Exception {
        AwaitedReply attempt = expect(Dispatch.Purpose.ATTEMPT);

        settle(record("30", ""), UUID.randomUUID());
        assertThat(attempt.isOver()).isFalse();

        settle(record("05", ""), UUID.randomUUID());
        assertThat(outcomeOf(attempt).outcomeClass()).isEqualTo(OutcomeClass.DECIDED);
    }

    @Test
    void anAttemptTakesWhatCorrelatesToNothing() throws Exception {
        AwaitedReply attempt = expect(Dispatch.Purpose.ATTEMPT);

        settle(record("30", ""), null);

        assertThat(outcomeOf(attempt).outcomeClass()).isEqualTo(OutcomeClass.REFUSED);
    }

    @Test
    void whatNamesNoRequestIsWhoseCorrelationItHas() throws Exception {
        AwaitedReply inquiry = expect(Dispatch.Purpose.INQUIRY);

        settle("rubbish", requestId);
        assertThat(inquiry.isOver()).isFalse();
        assertThat(unmatched).isEqualTo(1);

        settle("rubbish", inquiry.correlationId());
        assertThat(outcomeOf(inquiry).outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
    }

    @Test
    void whatAnOldVersionCantReadIsReadByTheOneInForce() throws Exception {
        AwaitedReply attempt = expect(Dispatch.Purpose.ATTEMPT);
        Path layout = pack.folder().resolve("layout.yaml");
        Files.writeString(
                layout,
                Files.readString(layout).replace("length: 100", "length: 120").replace("CRSP", "CNEW"));
        inForce = AskableDelta.readFrom(issuers);
        assertThat(inForce.version()).isNotEqualTo(pack.version());
        awaited.forget(attempt);

        settle(String.format("%-120s", "CNEW" + requestId + "00tok-1"), null);

        assertThat(unawaited).containsExactly(pack.version(), inForce.version());
        assertThat(unmatched).isZero();
    }

    private void settle(String body, UUID correlationId) throws JMSException {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText(body);
        message.setJMSCorrelationID(correlationId == null ? null : correlationId.toString());
        ReplyInHand reply = new ReplyInHand(pack, message);
        replies().settle(reply);
        assertThat(reply.isSettled()).isTrue();
    }

    private IssuerReplies replies() {
        UnawaitedReplies ledger = new UnawaitedReplies() {
            @Override
            public boolean record(IssuerPack of, byte[] reply) {
                boolean isRead =
                        reader.requestIdOf(of, IssuerAnswer.ofMessage(reply)).isPresent();
                unawaited.add(of.version());
                return isRead;
            }

            @Override
            public void unmatched(IssuerPack of) {
                unmatched++;
            }
        };
        return new IssuerReplies(
                awaited, reader, ledger, id -> Optional.of(inForce), Duration.ofSeconds(60), () -> false);
    }

    private AwaitedReply expect(Dispatch.Purpose purpose) throws NotSentException {
        IssuerMessage message = new IssuerMessage(
                pack.id(), pack.version(), "jms", "", "", "text/plain", Map.of(), Map.of(), new byte[] {1});
        Dispatch any = PackFixture.dispatch();
        AwaitedReply expected = awaited.expect(new Dispatch(
                purpose, any.registration(), any.card(), pack, message, System.nanoTime() + 60_000_000_000L));
        expected.leave();
        // Whatever it gets is recorded as it gets it.
        expected.recorded();
        return expected;
    }

    private Outcome outcomeOf(AwaitedReply exchange) throws Exception {
        assertThat(exchange.isOver()).isTrue();
        IssuerAnswer said = IssuerAnswer.ofMessage(exchange.await());
        return exchange.isInquiry() ? reader.readInquiry(pack, requestId, said) : reader.read(pack, requestId, said);
    }

    private String record(String result, String token) {
        return String.format("%-100s", "CRSP" + requestId + result + token);
    }
}
