package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;

/** Issuers that need care, and a hub that is configured for them; beside FaultProgramsTest, where it is not. */
class LateProcessingTest {

    private static final MockedHub MOCKED = new MockedHub();
    private static final Path CONFIG = borealisTakesNoRepeat();

    @RegisterExtension
    static final HubFixture hub =
            MOCKED.hub.configuredIn(CONFIG).with("cardferry.issuers.aurora.inquiry.not-before", "6s");

    private static Path borealisTakesNoRepeat() {
        try {
            Path folder = Files.createTempDirectory("cardferry-config");
            FileSystemUtils.copyRecursively(HubFixture.HOME.resolve("config"), folder);
            Path pack = folder.resolve("issuers/borealis/issuer.yaml");
            Files.writeString(pack, Files.readString(pack).replace("repeat: safe", "repeat: never"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopMocks() throws IOException {
        MOCKED.world.close();
        FileSystemUtils.deleteRecursively(CONFIG);
    }

    @BeforeEach
    void nothingIsWrong() {
        MOCKED.mocks.clear();
    }

    @Test
    void aNeverSeenIsNotBelievedBeforeItsTime() {
        MOCKED.mocks.switchOn("'issuer':'aurora','fault':'processed-later','delayMs':2500,'times':1");

        JsonNode card = hub.awaitCard(MOCKED.begin("c-1"), "APPROVED");

        assertThat(MOCKED.effects(card).path("received").asInt()).isEqualTo(1);
        assertThat(MOCKED.effects(card).path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void whatMayNotBeRepeatedAndCannotBeAskedIsLeftToAPerson() {
        MOCKED.mocks.switchOn("'issuer':'borealis','fault':'accept-and-drop','times':1");
        MOCKED.mocks.switchOn("'issuer':'borealis','fault':'duplicate-refused'");

        JsonNode card = hub.awaitCard(MOCKED.begin("c-2"), "DEAD_LETTERED");

        assertThat(card.at("/reason/code").asText()).isEqualTo("outcome-unknown");
        assertThat(card.path("inDoubt").asBoolean()).isTrue();
        assertThat(MOCKED.effects(card).path("received").asInt()).isEqualTo(1);
        assertThat(MOCKED.effects(card).path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void aRepeatIsTheSameBytesAlsoForAHubThatWasStartedAnewWithAnotherMapping() throws Exception {
        MOCKED.mocks.switchOn("'issuer':'aurora','fault':'unavailable'");
        String registration = MOCKED.begin("c-1");
        hub.awaitCard(registration, "RETRY_SCHEDULED");
        hub.stop();
        Path mapping = CONFIG.resolve("issuers/aurora/request.jslt");
        Files.writeString(mapping, Files.readString(mapping).replace("ACCOUNT_ON_FILE", "ANOTHER_WORD"));
        hub.start();
        MOCKED.mocks.send(MOCKED.mocks.request("/mock/faults").DELETE());

        JsonNode card = hub.awaitCard(registration, "APPROVED");

        assertThat(MOCKED.effects(card).path("received").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(MOCKED.effects(card).path("effects").asInt()).isEqualTo(1);
        assertThat(MOCKED.effects(card).path("sameBytes").asBoolean()).isTrue();
        assertThat(MOCKED.mocks.effects().at("/totals/requestIds").asInt()).isEqualTo(1);
    }
}
