package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.CutConnection;
import io.cardferry.contract.Messages;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.jms.AwaitedReply;
import io.cardferry.registration.OutcomeClass;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a request is on the wire, and what certainly was not sent. */
class JmsRequestRouteTest extends JmsIssuerRoutes {

    @Test
    void whatIsNoTextIsABytesMessage() throws Exception {
        String queue = "bytes.request";
        start(queue);
        byte[] bytes = {0, (byte) 0xC3, (byte) 0xFF, 'x'};
        Dispatch binary = dispatch(pack, "application/octet-stream", bytes);
        CompletableFuture<Exchange> sent = sending(binary);
        awaitRequest();

        BytesMessage message = (BytesMessage) awaitMessageOn(queue);

        byte[] body = new byte[(int) message.getBodyLength()];
        message.readBytes(body);
        assertThat(body).isEqualTo(bytes);
        replies.sent().forEach(AwaitedReply::takenOver);
        sent.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aTextIsTheTextThatItWasInItsOwnCharacterSet() throws Exception {
        String queue = "latin.request";
        start(queue);
        Dispatch latin =
                dispatch(pack, "text/plain; charset=ISO-8859-1", "Caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        CompletableFuture<Exchange> sent = sending(latin);
        awaitRequest();

        assertThat(Messages.text(awaitMessageOn(queue))).isEqualTo("Caf\u00e9");
        replies.sent().forEach(AwaitedReply::takenOver);
        sent.get(60, TimeUnit.SECONDS);
    }

    @Test
    void anInquiryIsSentUnderAnIdOfItsOwn() throws Exception {
        String queue = "asked.request";
        start(queue);
        Dispatch inquiry = new Dispatch(
                Dispatch.Purpose.INQUIRY,
                dispatch.registration(),
                dispatch.card(),
                pack,
                dispatch.message(),
                dispatch.sendUntilNanos());
        CompletableFuture<Exchange> sent = sending(inquiry);
        awaitRequest();

        assertThat(UUID.fromString(awaitMessageOn(queue).getJMSCorrelationID())).isNotEqualTo(requestId);
        replies.sent().forEach(AwaitedReply::takenOver);
        sent.get(60, TimeUnit.SECONDS);
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

    @Test
    void whatTheBrokerHasNoRoomForIsNotSent() throws Exception {
        start();
        EndedAttempt ended;
        long limit = books.storeLimit();
        try {
            books.refuseWhatHasNoRoom();
            ended = ended(sending(dispatch));
        } finally {
            books.limitStore(limit);
        }

        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.NOT_SENT);
        assertThat(ended.outcome().reason().detail()).isEqualTo("the broker has no room");
    }

    @Test
    void whatWasSentAsTheConnectionWentIsUnknownIfNoReplyComes() throws Exception {
        start(CutConnection.QUEUE);

        EndedAttempt ended = ended(sending(soonOver()));

        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(ended.outcome().reason().detail()).isEqualTo("connection to the broker lost, and no reply");
    }

    @Test
    void whatWasSentAsTheConnectionWentIsStillAnswered() throws Exception {
        start(CutConnection.QUEUE);
        int cut = CUTS.cut();
        CompletableFuture<Exchange> sent = sending(dispatch);
        Awaitility.await().atMost(PATIENCE).until(() -> CUTS.cut() > cut);

        reply(requestId, "00");

        EndedAttempt ended = ended(sent);
        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.DECIDED);
        replies.recorded(ended);
    }

    private static Message awaitMessageOn(String queue) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> messages.on(queue), found -> !found.isEmpty())
                .get(0);
    }
}
