package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta is on the hub's broker, and messages are switched off. */
@Once
class DeltaWithoutBrokerTest {

    private final HubFixture hub = new HubFixture();

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        hub.stop();
        hub.closeStubs();
    }

    @Test
    void theHubStartsAndItsCardsAreNotSent() throws Exception {
        hub.with("cardferry.jms.enabled", "false")
                .with("cardferry.data-dir", folder.toString())
                .start();
        String account = anAccount();
        DeltaBank.lists(hub, account);

        JsonNode card = hub.awaitCard(hub.begin(all(account)), "RETRY_SCHEDULED");

        assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-unreachable");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
    }
}
