package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.jms.AwaitedReply;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.ledger.StaleChangeException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When a reply is acknowledged, and how a wait for one ends. */
class JmsIssuerRouteTest extends JmsIssuerRoutes {

    @Test
    void aReplyIsAcknowledgedOnlyOnceItIsRecorded() throws Exception {
        start();
        CompletableFuture<Exchange> sent = sending(dispatch);
        awaitRequest();

        reply(requestId, "00");
        EndedAttempt ended = ended(sent);

        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.DECIDED);
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> books.acknowledged(replyQueue) == 0 && books.inHand(replyQueue) == 1);
        replies.recorded(ended);
        Awaitility.await().atMost(PATIENCE).until(() -> books.acknowledged(replyQueue) == 1);
        assertThat(unawaited).hasValue(0);
        assertThat(unmatched).hasValue(0);
    }

    @Test
    void aReplyIsHeldWhileTheLedgerIsAwayAndIsBroughtOnce() throws Exception {
        start();
        ledgerIsAway = true;

        reply(UUID.randomUUID(), "known");
        Awaitility.await().atMost(PATIENCE).until(pause::isPausing);
        assertThat(books.inHand(replyQueue)).isEqualTo(1);
        assertThat(books.acknowledged(replyQueue)).isZero();
        ledgerIsAway = false;

        Awaitility.await().atMost(PATIENCE).until(() -> books.acknowledged(replyQueue) == 1);
        assertThat(unawaited).hasValue(1);
        assertThat(pause.isPausing()).isFalse();
    }

    @Test
    void aReplyThatBelongsToNothingIsToldAndTaken() throws Exception {
        start();

        reply(UUID.randomUUID(), "00");

        Awaitility.await().atMost(PATIENCE).until(() -> books.acknowledged(replyQueue) == 1);
        assertThat(unmatched).hasValue(1);
    }

    @Test
    void aReplyThatIsTooLongCantBeReadAndIsOneAllTheSame() throws Exception {
        start();
        CompletableFuture<Exchange> sent = sending(dispatch);
        awaitRequest();

        reply(session -> {
            Message message = session.createTextMessage("x".repeat(64 * 1024 + 1));
            message.setJMSCorrelationID(requestId.toString());
            return message;
        });

        EndedAttempt ended = ended(sent);
        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(ended.outcome().reason().detail()).isNotEqualTo("no reply in time");
        replies.recorded(ended);
    }

    @Test
    void aWaitEndsWhenAnotherHubHasDoneWithTheCardAndItIsNoOutcome() throws Exception {
        start();
        CompletableFuture<Exchange> sent = sending(dispatch);
        awaitRequest();

        replies.sent().forEach(AwaitedReply::takenOver);

        Exchange exchange = sent.get(60, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isInstanceOf(StaleChangeException.class);
        assertThat(exchange.getMessage().getBody()).isNotInstanceOf(EndedAttempt.class);
        assertThat(replies.sent()).isEmpty();
    }

    @Test
    void silenceEndsAtTheResponseTimeoutAndTheOutcomeIsUnknown() throws Exception {
        start();
        Dispatch soonOver = soonOver();

        EndedAttempt ended = ended(sending(soonOver));

        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(ended.outcome().reason().detail()).isEqualTo("no reply in time");
        assertThat(ended.reached()).isFalse();
        assertThat(ended.latency())
                .isGreaterThanOrEqualTo(soonOver.pack().transport().responseTimeout());
    }

    @Test
    void silenceAboutACardThatAnotherHubHasDoneWithIsNoOutcome() throws Exception {
        start();
        isTakenOver = true;

        Exchange exchange = sending(soonOver()).get(60, TimeUnit.SECONDS);

        assertThat(exchange.getException()).isInstanceOf(StaleChangeException.class);
        assertThat(exchange.getMessage().getBody()).isNotInstanceOf(EndedAttempt.class);
    }
}
