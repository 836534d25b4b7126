package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.REGISTRATION_ID;
import static io.cardferry.issuer.PackFixture.REQUESTOR_ID;
import static io.cardferry.issuer.PackFixture.REQUEST_ID;
import static io.cardferry.issuer.PackFixture.card;
import static io.cardferry.issuer.PackFixture.copyOfAurora;
import static io.cardferry.issuer.PackFixture.edit;
import static io.cardferry.issuer.PackFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Terms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRendererTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final IssuerPack aurora = PackFixture.aurora();
    private final MessageRenderer renderer = new MessageRenderer();

    @TempDir
    Path issuers;

    @Test
    void auroraGetsItsMessageByteForByte() {
        IssuerMessage message = renderer.render(aurora, canonical());

        assertThat(new String(message.body(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"requestId\":\"" + REQUEST_ID + "\",\"tokenRequestorId\":\"50110030273\","
                                + "\"panSource\":\"ACCOUNT_ON_FILE\",\"walletAccountId\":\"acc-1001\",\"cardRef\":\"c-1\","
                                + "\"sealedCard\":\"sealed.card.for-the.issuer.only\","
                                + "\"device\":{\"id\":\"tv-77\",\"type\":\"TV\",\"name\":\"Living room TV\"},"
                                + "\"terms\":{\"id\":\"wallet-terms\",\"version\":\"3\",\"acceptedAt\":\"2026-11-22T10:15:00Z\"}}");
        assertThat(message.method()).isEqualTo("POST");
        assertThat(message.path()).isEqualTo("/card-registrations");
        assertThat(message.contentType()).isEqualTo("application/json");
        assertThat(message.headers())
                .containsOnly(
                        Map.entry("Idempotency-Key", REQUEST_ID.toString()),
                        Map.entry("X-Correlation-Id", REGISTRATION_ID.toString()));
        assertThat(message.issuer()).isEqualTo("aurora");
        assertThat(message.packVersion()).isEqualTo(aurora.version());
    }

    @Test
    void nameAndTermsAreLeftOutWhenThereAreNone() throws IOException {
        JsonNode body = body(canonical("acc-1001", new Device("tv-77", DeviceType.TV, null), null));

        assertThat(body.at("/device").has("name")).isFalse();
        assertThat(body.has("terms")).isFalse();
    }

    @Test
    void anEmptyNameStays() throws IOException {
        assertThat(body(canonical("acc-1001", new Device("tv-77", DeviceType.TV, ""), null))
                        .at("/device/name")
                        .textValue())
                .isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"},\"device\":{\"id\":\"evil\"",
                "back\\slash \\u0041 \\\"",
                "\u0000\u0001\u001f\u007f\u0085\u2028\u2029",
                "tab\tline\r\nline",
                "📺 Größe 客厅电视 👩‍👩‍👧",
                "‮txet LTR-ot-LTR‬ العربية",
                "${bean:x} {{secret}} {requestId} $(id) %s",
                "null",
                " "
            })
    void anyTextArrivesExactlyInEveryField(String text) throws IOException {
        Terms terms = new Terms(text, text, Instant.parse("2026-11-22T10:15:00Z"));
        ObjectNode canonical = CanonicalCard.of(
                registration(text, new Device(text, DeviceType.OTHER, text), terms),
                REQUEST_ID,
                "aurora",
                new DiscoveredCard(text, text, text, text, text, text, text, "ACTIVE", null, null, text, null),
                Optional.empty(),
                REQUESTOR_ID);

        JsonNode body = body(canonical);

        for (String field : new String[] {
            "/walletAccountId", "/cardRef", "/sealedCard", "/device/id", "/device/name", "/terms/id", "/terms/version"
        }) {
            assertThat(body.at(field).textValue()).as(field).isEqualTo(text);
        }
        assertThat(body.size()).isEqualTo(8);
        assertThat(body.get("device").size()).isEqualTo(3);
    }

    @Test
    void veryLongTextArrivesExactly() throws IOException {
        String text = "é".repeat(8192);

        assertThat(body(canonical(text, new Device("tv", DeviceType.TV, null), null))
                        .at("/walletAccountId")
                        .textValue())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TV \ud83d", "\ude00 TV", "T\ud83dV"})
    void halfACharacterIsNotRepresentable(String name) {
        ObjectNode canonical = canonical("acc-1001", new Device("tv-77", DeviceType.TV, name), null);

        NotRepresentable refused =
                catchThrowableOfType(NotRepresentable.class, () -> renderer.render(aurora, canonical));

        assertThat(refused.field()).isEqualTo("/device/name");
        assertThat(refused.why()).contains("unpaired surrogate");
    }

    @Test
    void aMappingCanSayThatAValueDoesNotFit() {
        IssuerPack pack = changed(
                "\"name\": .device.name",
                "\"name\": if (size(.device.name) > 5) not-representable(\"/device/name\", \"is longer than 5\") else .device.name");

        NotRepresentable refused =
                catchThrowableOfType(NotRepresentable.class, () -> renderer.render(pack, canonical()));

        assertThat(refused.field()).isEqualTo("/device/name");
        assertThat(refused.why()).isEqualTo("is longer than 5");
        assertThat(renderer.render(pack, canonical("acc-1001", new Device("tv", DeviceType.TV, "TV"), null)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"number(.card.sealedCard)", "error(.account.id)", "[.card.sealedCard] + 1"})
    void aMappingThatFailsNamesItsFileAndNoValue(String expression) {
        IssuerPack pack = changed(".account.id", expression);

        assertThatThrownBy(() -> renderer.render(pack, canonical()))
                .isInstanceOf(MappingFailed.class)
                .hasNoCause()
                .hasMessageStartingWith("aurora/request.jslt")
                .hasMessageNotContainingAny("sealed", "acc-1001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"text\"", "[1]", "def f(x) f($x) f(.)", "def f(x) f($x) {\"x\": [for (.) f(.)]}"})
    void aMappingThatGivesNoObjectOrNeverEndsFails(String mapping) throws IOException {
        Path folder = copyOfAurora(issuers, "aurora");
        Files.writeString(folder.resolve("request.jslt"), mapping);
        IssuerPack pack = PackLoader.load(issuers, PackOverrides.NONE).get(0);

        assertThatThrownBy(() -> renderer.render(pack, canonical())).isInstanceOf(MappingFailed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\r\nX-Evil: 1", "1\u0000", "münchen", "1\u007f"})
    void aHeaderValueThatIsNotPrintableAsciiIsNotRepresentable(String requestorId) {
        Path folder = copyOfAurora(issuers, "aurora");
        edit(folder.resolve("issuer.yaml"), "\"{registrationId}\"", "\"by {requestorId}\"");
        IssuerPack pack = PackLoader.load(issuers, PackOverrides.NONE).get(0);
        ObjectNode canonical = canonical().put("requestorId", requestorId);

        NotRepresentable refused = catchThrowableOfType(NotRepresentable.class, () -> renderer.render(pack, canonical));

        assertThat(refused.field()).isEqualTo("header X-Correlation-Id");
        assertThat(refused.getMessage()).doesNotContain(requestorId);
    }

    @Test
    void aValueInAPathIsOneSegment() {
        Path folder = copyOfAurora(issuers, "aurora");
        edit(folder.resolve("issuer.yaml"), "path: /card-registrations\n", "path: /by/{requestorId}/cards\n");
        IssuerPack pack = PackLoader.load(issuers, PackOverrides.NONE).get(0);

        assertThat(renderer.render(pack, canonical().put("requestorId", "a/b ?#%$1+"))
                        .path())
                .isEqualTo("/by/a%2Fb%20%3F%23%25%241%2B/cards");
    }

    @Test
    void theCanonicalCardMatchesItsSchemaAndHoldsNoNulls() {
        DiscoveredCard bare = new DiscoveredCard(
                "phone-wallet", "c-1", null, "411111", "1111", null, null, "ACTIVE", null, null, "sealed", null);
        ObjectNode least = CanonicalCard.of(
                registration("acc-1001", new Device("tv-77", DeviceType.TV, null), null),
                REQUEST_ID,
                "aurora",
                bare,
                Optional.empty(),
                REQUESTOR_ID);

        assertThat(DocumentSchema.CANONICAL_CARD.violations(canonical())).isEmpty();
        assertThat(DocumentSchema.CANONICAL_CARD.violations(least)).isEmpty();
        assertThat(least.toString()).doesNotContain("null");
        assertThat(least.at("/card/issuer").textValue()).isEqualTo("aurora");
    }

    @Test
    void aMessageWhoseAnswerWouldBeFoundByTheCardNumberIsNotMade() {
        Path folder = LayoutPacks.copyOf("cumulus", issuers);
        edit(folder.resolve("issuer.yaml"), "match-by: [\"11\", \"37\"]", "match-by: [\"11\", \"101\"]");
        edit(folder.resolve("layout.yaml"), "[7, 11, 37, 39], optional: [41, 48, 91, 101]", "[7, 11, 39, 101]");
        edit(folder.resolve("request.jslt"), "\"101\": \"CARDREG\"", "\"101\": .card.pan");
        IssuerPack pack = PackLoader.load(issuers, PackOverrides.NONE).get(0);

        assertThatThrownBy(() -> renderer.render(pack, LayoutPacks.canonical("cumulus")))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("cumulus: field \"101\" of transport.match-by holds the card number")
                .hasMessageNotContaining("4111111111111111");
    }

    private IssuerPack changed(String from, String to) {
        edit(copyOfAurora(issuers, "aurora").resolve("request.jslt"), from, to);
        return PackLoader.load(issuers, PackOverrides.NONE).get(0);
    }

    private JsonNode body(ObjectNode canonical) throws IOException {
        return JSON.readTree(renderer.render(aurora, canonical).body());
    }

    private static ObjectNode canonical() {
        return CanonicalCard.of(
                registration(), REQUEST_ID, "aurora", card("aurora", "411111"), Optional.empty(), REQUESTOR_ID);
    }

    private static ObjectNode canonical(String accountId, Device device, Terms terms) {
        return CanonicalCard.of(
                registration(accountId, device, terms),
                REQUEST_ID,
                "aurora",
                card("aurora", "411111"),
                Optional.empty(),
                REQUESTOR_ID);
    }
}
