package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.app.CheckReport;
import io.cardferry.app.ConfigurationInspection;
import io.cardferry.postgres.Once;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;

/** A new issuer is a folder: two of them, added by writing files, register cards. */
@Once
class AddedIssuersTest {

    private static final Path CONFIG = AddedIssuers.configuration();
    private static final StubServer CIRRUS = AddedIssuers.cirrus();
    private static final StubServer STRATUS = AddedIssuers.stratus();

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .configuredIn(CONFIG)
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.cirrus.url", CIRRUS.uri().toString())
            .with("cardferry.issuers.stratus.url", STRATUS.uri().toString());

    private final String account = anAccount();

    @AfterAll
    static void close() throws IOException {
        CIRRUS.close();
        STRATUS.close();
        FileSystemUtils.deleteRecursively(CONFIG);
    }

    @Test
    void theirSamplesProveThem() {
        CheckReport report = new ConfigurationInspection().check(HubFixture.HOME, CONFIG, Map.of());

        assertThat(report.isRight()).isTrue();
        assertThat(report.packs()).extracting(CheckReport.Pack::id).contains("cirrus", "stratus");
    }

    @Test
    void aJsonIssuerWithOtherNamesAndNestingRegistersACard() {
        JsonNode card = registered("cirrus").at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        String requestId = card.path("issuerRequestId").asText();
        assertThat(card.path("tokenReference").asText()).isEqualTo("cir-" + requestId);
        StubServer.Call call = CIRRUS.calls(account).get(0);
        assertThat(call.rawPath()).isEqualTo("/api/v7/tokenise");
        assertThat(json(call.text())).isEqualTo(json("""
                {"head":{"ref":"%s","party":"50110030273"},
                 "instrument":{"holder":{"walletUser":"%s"},"cipher":"%s","ends":"1111"},
                 "target":{"class":"tv","serial":"tv-77","caption":"Living room TV"}}""".formatted(requestId, account, CardList.SEALED)));
    }

    @Test
    void aCodeInsideA200Decides() {
        CIRRUS.answers(account, call -> AddedIssuers.code(call, "0100"));

        JsonNode card = registered("cirrus").at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("DECLINED");
        assertThat(card.at("/reason/detail").asText()).isEqualTo("0100");
    }

    @Test
    void aCodeInsideA200SaysNotNow() {
        AtomicInteger calls = new AtomicInteger();
        CIRRUS.answers(account, call -> AddedIssuers.code(call, calls.getAndIncrement() == 0 ? "0500" : "0000"));

        JsonNode card = registered("cirrus").at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void withoutAnInquiryALostAnswerIsAPersons() {
        CIRRUS.says(account, Reply.answer(500, ""));

        JsonNode card = registered("cirrus").at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("DEAD_LETTERED");
        assertThat(card.path("inDoubt").asBoolean()).isTrue();
        assertThat(CIRRUS.calls(account)).hasSize(1);
    }

    @Test
    void anXmlIssuerWithNamespacesAttributesAndADateOfItsOwnRegistersACard() {
        JsonNode card = registered("stratus").at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        String requestId = card.path("issuerRequestId").asText();
        assertThat(card.path("tokenReference").asText()).isEqualTo("str-" + requestId);
        assertThat(STRATUS.calls(account).get(0).text())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + AddedIssuers.message(requestId, CardList.SEALED, account));
    }

    /** The registration of the account's one card of this issuer, settled. */
    private JsonNode registered(String issuer) {
        hub.source.says(
                account,
                CardList.of(account)
                        .with(CardList.card("c-1").replace("\"aurora\"", "\"" + issuer + "\""))
                        .reply());
        return json(hub.post(aKey(), all(account), "Prefer", "wait=30"));
    }
}
