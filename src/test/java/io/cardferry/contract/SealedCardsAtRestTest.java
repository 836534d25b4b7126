package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubOpenedPacks.PAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import io.cardferry.security.CardSeal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that opens cards, that tells all it may, and that is killed while cards wait to be sent again. */
@Once
class SealedCardsAtRestTest {

    @TempDir
    Path data;

    @Test
    void aKilledHubSendsTheSameBytesAgainAndTheNumberIsNeitherLoggedNorToldNorOnTheDisk() throws IOException {
        try (HubOpenedPacks packs = new HubOpenedPacks()) {
            HubFixture hub = packs.hub()
                    .with("cardferry.data-dir", data.toString())
                    .with("cardferry.sources.phone-wallet.response-timeout", "3s");
            Map<String, String> environment = new HashMap<>(hub.environment());
            environment.put("CARDFERRY_LOG_LEVEL", "TRACE");
            environment.put("JAVA_TOOL_OPTIONS", "-Dcardferry.log.libraries=TRACE");
            try {
                walk(hub, packs, environment);
            } finally {
                hub.closeStubs();
            }
        }
    }

    private void walk(HubFixture hub, HubOpenedPacks packs, Map<String, String> environment) throws IOException {
        String plain = anAccount();
        String sealed = anAccount();
        StringBuilder told = new StringBuilder();
        List<String> ids;
        packs.cirrus.behave(call -> Reply.answer(503, PAN));
        packs.stratus.behave(call -> Reply.answer(503, PAN));
        try (HubProcess process = HubProcess.run(environment, "--config=" + packs.config)) {
            hub.talkTo(process.ready());
            CardSeal seal = HubOpenedPacks.sealFor(hub);
            HubOpenedPacks.lists(hub, plain, "cirrus", seal.seal(HubOpenedPacks.content(plain)));
            HubOpenedPacks.lists(hub, sealed, "stratus", seal.seal(HubOpenedPacks.content(sealed)));
            told.append(rejectedAndUnreadable(hub, seal));
            ids = List.of(hub.begin(all(plain)), hub.begin(all(sealed)));
            ids.forEach(id -> hub.awaitCard(id, "RETRY_SCHEDULED"));
            process.kill();
            told.append(process.errors());
        }
        assertThat(filesThatHoldTheNumber()).as("killed").isEmpty();
        packs.cirrus.behave(HubFixture::approved);
        packs.stratus.behave(packs::approvedUnsealed);
        try (HubProcess process = HubProcess.run(environment, "--config=" + packs.config)) {
            hub.talkTo(process.ready());
            ids.forEach(id -> told.append(hub.awaitCard(id, "APPROVED")).append(hub.history(id)));
            told.append(hub.get("/metrics").body());
            process.terminate();
            process.exitStatus();
            told.append(process.errors());
        }

        assertThat(packs.cirrus.calls(plain).stream().map(Call::text).distinct())
                .as("sent several times, and one message")
                .hasSize(1);
        assertThat(packs.cirrus.calls(plain)).hasSizeGreaterThan(1);
        assertThat(packs.stratus.calls(sealed).stream().map(Call::text).distinct())
                .hasSize(1);
        assertThat(packs.stratus.calls(sealed)).hasSizeGreaterThan(1);
        assertThat(told).contains(" TRACE ", " DEBUG ");
        forms().forEach(form -> assertThat(told.toString()).doesNotContain(form));
        assertThat(filesThatHoldTheNumber()).as("stopped").isEmpty();
    }

    /** What becomes of a card that is another one than listed, and of one whose content is no JSON. */
    private static String rejectedAndUnreadable(HubFixture hub, CardSeal seal) {
        StringBuilder told = new StringBuilder();
        String another = anAccount();
        HubOpenedPacks.lists(hub, another, "cirrus", seal.seal(HubOpenedPacks.content("somebody-else")));
        String rejected = hub.begin(all(another));
        told.append(hub.awaitCard(rejected, "REJECTED")).append(hub.history(rejected));
        String unreadable = anAccount();
        HubOpenedPacks.lists(hub, unreadable, "cirrus", seal.seal("{\"pan\":\"" + PAN + "\""));
        String dead = hub.begin(all(unreadable));
        told.append(hub.awaitCard(dead, "DEAD_LETTERED")).append(hub.history(dead));
        return told.append(hub.get("/v1/dead-letters").body()).toString();
    }

    private List<Path> filesThatHoldTheNumber() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(SealedCardsAtRestTest::holdsTheNumber)
                    .toList();
        }
    }

    private static boolean holdsTheNumber(Path file) {
        try {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            return forms().stream().anyMatch(bytes::contains);
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    /** In clear, in hexadecimal, and in Base64 wherever it begins in a longer text. */
    private static List<String> forms() {
        byte[] digits = PAN.getBytes(StandardCharsets.US_ASCII);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        String hex = HexFormat.of().formatHex(digits);
        return List.of(
                PAN,
                hex,
                base64.encodeToString(PAN.substring(0, 15).getBytes(StandardCharsets.US_ASCII)),
                base64.encodeToString(PAN.substring(1).getBytes(StandardCharsets.US_ASCII)),
                base64.encodeToString(PAN.substring(2, 14).getBytes(StandardCharsets.US_ASCII)));
    }
}
