package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.Messages.Change;
import io.cardferry.postgres.Once;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the hub tells by messages of its own, on a broker outside that lets it send only where it must. */
@Once
class JmsRepliesOutsideTest extends JmsRepliesRules {

    JmsRepliesOutsideTest() {
        super(HubOnBroker.outside(DeadLetterDesk.hubThatGivesUpSoon()));
    }

    @Test
    void aQueueThatTheHubMayNotSendToHoldsUpNoOtherReply() {
        for (int i = 0; i < 5; i++) {
            at.messages().text(all(anAccount()), Change.key(aKey()), replyTo("theirs." + replies));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(hub.get("/metrics").body())
                        .containsPattern("cardferry_outbox_total\\{kind=\"reply\",result=\"failed\"} [1-9]")
                        .containsPattern("cardferry_queue_waiting\\{queue=\"outbox\"} [1-9]"));
        at.messages().text(all(anAccount()), Change.key(aKey()), replyTo(replies));

        awaitReply(replies);

        assertThat(at.books().came("theirs." + replies)).isZero();
        assertThat(hub.get("/health/ready").body()).contains("\"broker\":\"UP\"");
    }
}
