package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.contract.BroughtBefore;
import io.cardferry.contract.Messages;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.AdviceWith;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A reply on which the hub fails every time comes again, and not for ever. */
class ReplyLimitRouteTest extends JmsIssuerRoutes {

    @Test
    void aReplyThatTheHubFailsOnStaysOnTheBrokerAndComesAgain() throws Exception {
        start();
        AtomicInteger brought = new AtomicInteger();
        AdviceWith.adviceWith(
                context,
                "replies",
                false,
                route -> route.weaveById("have-reply-recorded").before().process(each -> brought.incrementAndGet()));

        reply(UUID.randomUUID(), "poison");

        Awaitility.await().atMost(PATIENCE).until(() -> brought.get() > 1);
        assertThat(books.came(replyQueue + ".failed")).isZero();
        assertThat(books.on(replyQueue)).isEqualTo(1);
    }

    @Test
    void atItsTenthDeliveryItIsSetAsideAsItCameAndToldByItsIdsOnly() throws Exception {
        start();
        UUID about = UUID.randomUUID();
        String body = record(about, "poison");
        String lines;
        try (LogCapture log = LogCapture.begin()) {
            reply(session -> {
                TextMessage message = session.createTextMessage(body);
                message.setIntProperty(BroughtBefore.TIMES, 9);
                message.setJMSCorrelationID(about.toString());
                message.setStringProperty("bank", "delta");
                return message;
            });
            Awaitility.await().atMost(PATIENCE).until(() -> books.acknowledged(replyQueue) == 1);
            lines = log.text();
        }

        assertThat(books.came(replyQueue + ".failed")).isEqualTo(1);
        List<Message> all = messages.on(replyQueue + ".failed");
        Message setAside = all.get(all.size() - 1);
        assertThat(Messages.text(setAside)).isEqualTo(body);
        assertThat(setAside.getJMSCorrelationID()).isEqualTo(about.toString());
        assertThat(setAside.getStringProperty("bank")).isEqualTo("delta");
        assertThat(setAside.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(lines).contains("ALARM: issuer delta", about.toString()).doesNotContain("tok-");
    }

    @Test
    void itIsSetAsideInTheTransactionThatAcknowledgesItOrStays() throws Exception {
        start();
        AtomicInteger setAside = new AtomicInteger();
        AdviceWith.adviceWith(
                context,
                "replies",
                false,
                route -> route.weaveById("set-reply-aside").after().process(each -> {
                    if (setAside.incrementAndGet() == 1) {
                        throw new IllegalStateException("the broker refuses");
                    }
                }));

        reply(session -> {
            TextMessage message = session.createTextMessage(record(UUID.randomUUID(), "poison"));
            message.setIntProperty(BroughtBefore.TIMES, 9);
            return message;
        });

        Awaitility.await().atMost(PATIENCE.multipliedBy(2)).until(() -> books.acknowledged(replyQueue) == 1);
        assertThat(setAside).hasValue(2);
        assertThat(books.came(replyQueue + ".failed")).isEqualTo(1);
    }
}
