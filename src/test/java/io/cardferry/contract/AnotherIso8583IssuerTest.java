package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;

/**
 * A second issuer with ISO 8583 over TCP, nothing of whose messages is as the first one's, is a folder: other fields, binary
 * bitmaps, numbers in BCD, tags of its own, another header, another inquiry.
 */
@Once
class AnotherIso8583IssuerTest {

    private static final StratusHost STRATUS = new StratusHost();
    private static final EditedConfiguration CONFIG = configuration();

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .configuredIn(CONFIG.folder)
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.stratus.url", STRATUS.url())
            .with("cardferry.issuers.stratus.response-timeout", "3s")
            .with("cardferry.issuers.stratus.retry.first-delay", "300ms");

    private final String account = anAccount();

    @AfterAll
    static void close() {
        CONFIG.close();
        STRATUS.close();
    }

    private static EditedConfiguration configuration() {
        EditedConfiguration config = new EditedConfiguration();
        try {
            FileSystemUtils.copyRecursively(Path.of("src/test/resources/formats/stratus"), config.pack("stratus"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }

    @Test
    void itRegistersACardAndItsMessageIsWhatItsSpecificationSays() {
        JsonNode card = registered();

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        String requestId = card.path("issuerRequestId").asText().replace("-", "");
        assertThat(card.path("tokenReference").asText()).isEqualTo("str-" + requestId.substring(0, 8));
        StratusHost.Call call = STRATUS.calls(account).get(0);
        String tags = "ACC%02d%s".formatted(account.length(), account) + "DEV05tv-77" + "NAM14Living room TV";
        assertThat(HexFormat.of().formatHex(call.bytes()))
                .matches("0100" + "c224000000010004" + "0000000010000000" + "16" + HubOpenedPacks.PAN + "[0-9]{10}"
                        + "(?!000000)[0-9]{6}" + "2904" + "%04d".formatted(tags.length())
                        + HexFormat.of().formatHex(tags.getBytes(StandardCharsets.ISO_8859_1)) + "0016"
                        + requestId + "11" + "3530313130303330323733");
    }

    @Test
    void itDeclines() {
        STRATUS.answers(account, call -> StratusHost.answer(call, "05", ""));

        JsonNode card = registered();

        assertThat(card.path("status").asText()).isEqualTo("DECLINED");
        assertThat(card.at("/reason/detail").asText()).isEqualTo("05");
    }

    @Test
    void aLostAnswerIsAskedForAndNothingIsSentTwice() {
        STRATUS.answers(account, call -> call.type().equals("0100") ? Optional.empty() : StratusHost.approved(call));

        JsonNode card = registered();

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(STRATUS.calls(account))
                .extracting(StratusHost.Call::type)
                .startsWith("0100", "0120")
                .containsOnlyOnce("0100");
        assertThat(STRATUS.calls(account)).extracting(StratusHost.Call::stan).doesNotHaveDuplicates();
    }

    @Test
    void whatItNeverSawIsSentAgainByteForByte() {
        STRATUS.answers(account, call -> switch (call.type()) {
            case "0120" -> StratusHost.answer(call, "25", "");
            default ->
                STRATUS.calls(account).stream()
                                        .filter(one -> one.type().equals("0100"))
                                        .count()
                                == 1
                        ? Optional.empty()
                        : StratusHost.approved(call);
        });

        JsonNode card = registered();

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(STRATUS.calls(account).stream()
                        .filter(call -> call.type().equals("0100"))
                        .map(call -> HexFormat.of().formatHex(call.bytes()))
                        .distinct())
                .hasSize(1);
        assertThat(STRATUS.calls(account)).extracting(StratusHost.Call::type).endsWith("0120", "0100");
    }

    /** The registration of the account's one card, settled. */
    private JsonNode registered() {
        HubOpenedPacks.lists(
                hub, account, "stratus", HubOpenedPacks.sealFor(hub).seal(HubOpenedPacks.content(account)));
        return json(hub.post(aKey(), all(account), "Prefer", "wait=30")).at("/cards/0");
    }
}
