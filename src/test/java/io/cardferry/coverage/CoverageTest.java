package io.cardferry.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardferry.coverage.Coverage.Incoming;
import io.cardferry.coverage.Coverage.Outgoing;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.security.CardNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final String LEAST = """
            { "requestId": "0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071",
              "registrationId": "0193a5c4-7d20-7b11-8c22-d33e44f55a66", "requestorId": "50110030273",
              "account": { "id": "acc-1001" }, "device": { "id": "tv-77", "type": "TV"%s },
              %s
              "card": { "cardRef": "c-1", "source": "phone-wallet", "issuer": "aurora", "last4": "1111"%s } }
            """;
    private static final JsonNode SMALL = json(LEAST.formatted("", "", ", \"sealedCard\": \"a.b.c.d.e\""));
    private static final JsonNode FULL = json(LEAST.formatted(
            ", \"name\": \"Living room TV\"",
            "\"terms\": { \"id\": \"wallet-terms\", \"version\": \"3\", \"acceptedAt\": \"2026-11-22T10:15:00Z\" },",
            ", \"brand\": \"VISA\", \"bin\": \"411111\", \"expiry\": \"2029-04\", \"sealedCard\": \"a.b.c.d.e\""));

    @Test
    void aFieldThatTheMessageFollowsIsMappedWhereverItGoes() {
        Coverage coverage = of(card -> Map.of(
                "/id", text(card, "/requestId"),
                "header Key", text(card, "/requestId"),
                "/tail", text(card, "/requestId").substring(24)));

        assertThat(incoming(coverage, "requestId").use()).isEqualTo(FieldUse.MAPPED);
        assertThat(incoming(coverage, "requestId").becomes()).containsExactlyInAnyOrder("/id", "header Key", "/tail");
        assertThat(outgoing(coverage, "/tail").from()).containsExactly("requestId");
    }

    @Test
    void aFieldThatChangesNothingIsDroppedAndWhatNothingChangesIsConstant() {
        Coverage coverage = of(card -> Map.of("/panSource", "ACCOUNT_ON_FILE"));

        assertThat(coverage.card()).extracting(Incoming::use).containsOnly(FieldUse.DROPPED);
        assertThat(coverage.message())
                .containsExactly(new Outgoing("/panSource", FieldOrigin.CONSTANT, List.of(), "\"ACCOUNT_ON_FILE\""));
    }

    @Test
    void aFieldOfTheMessageCanComeFromSeveral() {
        Coverage coverage = of(card -> Map.of("/key", text(card, "/account/id") + text(card, "/card/cardRef")));

        assertThat(outgoing(coverage, "/key").from()).containsExactly("account.id", "card.cardRef");
    }

    @Test
    void whatIsLeftOutWhenItIsAbsentIsStillMapped() {
        Coverage coverage = of(card -> present(card, "/device/name", "/label"));

        assertThat(incoming(coverage, "device.name"))
                .isEqualTo(new Incoming(
                        "device.name", FieldUse.MAPPED, List.of("/label"), List.of("left out when it is absent")));
    }

    @Test
    void aFieldThatTheMessageSaysSomethingElseForWhenItIsAbsentIsDefaulted() {
        Coverage coverage = of(card -> Map.of("/scheme", card.at("/card/brand").asText("UNKNOWN")));

        assertThat(incoming(coverage, "card.brand").use()).isEqualTo(FieldUse.DEFAULTED);
        assertThat(incoming(coverage, "card.brand").notes())
                .containsExactly("/scheme is \"UNKNOWN\" when it is absent");
    }

    @Test
    void aFieldOfWhichOnlyItsPresenceCountsIsDefaulted() {
        Coverage coverage = of(card -> Map.of("/accepted", card.has("terms") ? "Y" : "N"));

        assertThat(incoming(coverage, "terms.id").use()).isEqualTo(FieldUse.DEFAULTED);
        assertThat(outgoing(coverage, "/accepted").from())
                .containsExactly("terms.id", "terms.version", "terms.acceptedAt");
    }

    @Test
    void whatGoesAwayWithAnotherFieldIsNotItsOwn() {
        Coverage coverage = of(card -> {
            Map<String, String> message = present(card, "/terms/id", "/terms");
            message.putAll(present(card, "/terms/version", "/edition"));
            return message;
        });

        assertThat(incoming(coverage, "terms.id").becomes()).containsExactly("/terms");
        assertThat(incoming(coverage, "terms.version").becomes()).containsExactly("/edition");
        assertThat(incoming(coverage, "terms.acceptedAt").use()).isEqualTo(FieldUse.DROPPED);
    }

    @Test
    void aFieldThatNoSampleHasIsTriedAllTheSame() {
        Coverage coverage = Coverage.of(List.of(SMALL), card -> present(card, "/card/brand", "/scheme"));

        assertThat(incoming(coverage, "card.brand").becomes()).containsExactly("/scheme");
        assertThat(outgoing(coverage, "/scheme").from()).containsExactly("card.brand");
    }

    @Test
    void aFieldOfWhichSomeValuesAreRefusedIsChecked() {
        Coverage coverage = of(card -> {
            if (!text(card, "/device/type").equals("TV")) {
                throw new NotRepresentable("/device", "is no TV");
            }
            return Map.of("/x", "y");
        });

        assertThat(incoming(coverage, "device.type"))
                .isEqualTo(new Incoming(
                        "device.type", FieldUse.CHECKED, List.of(), List.of("some values are not representable")));
    }

    @Test
    void whatIsRefusedWhenItIsAbsentSaysSo() {
        Coverage coverage = of(card -> {
            if (card.at("/card/expiry").isMissingNode()) {
                throw new NotRepresentable("/valid", "is missing");
            }
            return Map.of("/valid", text(card, "/card/expiry"));
        });

        assertThat(incoming(coverage, "card.expiry").use()).isEqualTo(FieldUse.MAPPED);
        assertThat(incoming(coverage, "card.expiry").notes()).containsExactly("not representable when it is absent");
    }

    @Test
    void aMappingThatFailsForSomeCardsIsNoted() {
        Coverage coverage = of(card -> {
            if (card.at("/card/brand").isMissingNode()) {
                throw new MappingFailed("aurora/request.jslt:3", "no such key");
            }
            return Map.of("/x", "y");
        });

        assertThat(incoming(coverage, "card.brand").use()).isEqualTo(FieldUse.CHECKED);
        assertThat(incoming(coverage, "card.brand").notes())
                .containsExactly("the mapping fails when it is absent (aurora/request.jslt:3: no such key)");
    }

    @Test
    void whatChangesByItselfIsAttributedToNothing() {
        int[] clock = {0};
        Coverage coverage = of(card -> Map.of("/time", String.valueOf(clock[0]++), "/id", text(card, "/requestId")));

        assertThat(outgoing(coverage, "/time").origin()).isEqualTo(FieldOrigin.BY_ITSELF);
        assertThat(incoming(coverage, "card.last4").use()).isEqualTo(FieldUse.DROPPED);
        assertThat(incoming(coverage, "requestId").becomes()).containsExactly("/id");
    }

    @Test
    void valuesOfOtherSamplesAreTried() {
        JsonNode other = json(FULL.toString().replace("wallet-terms", "terms-of-2027"));
        Function<JsonNode, Map<String, String>> known =
                card -> Map.of("/t", "terms-of-2027".equals(card.at("/terms/id").asText()) ? "27" : "26");

        assertThat(outgoing(Coverage.of(List.of(FULL, other), known), "/t").from())
                .containsExactly("terms.id");
    }

    @Test
    void whatCouldBeACardNumberIsMasked() {
        Coverage coverage = of(card ->
                Map.of("/a", "4111 1111 1111 1111", "/b", card.at("/card/brand").asText("4111111111111111")));

        assertThat(coverage.toString()).doesNotContain("1111 1111").doesNotContain("41111111");
    }

    @Test
    void anOpenedCardIsTriedWithTestNumbersOfAllLengthsAndNeverSealed() {
        List<String> tried = new ArrayList<>();
        JsonNode opened = json(LEAST.formatted("", "", ", \"pan\": \"4111111111111111\""));
        Coverage coverage = Coverage.of(List.of(opened), card -> {
            tried.add(text(card, "/card/pan"));
            return Map.of("/pan", text(card, "/card/pan"));
        });

        assertThat(tried).allMatch(CardNumbers::isWithin);
        assertThat(tried).extracting(String::length).contains(13, 15, 16, 19);
        assertThat(outgoing(coverage, "/pan").from()).containsExactly("card.pan");
        assertThat(coverage.card()).extracting(Incoming::field).doesNotContain("card.sealedCard");
    }

    @Test
    void samplesThatGiveNoMessageShowNothing() {
        Coverage coverage = of(card -> {
            throw new MappingFailed("request.jslt", "is wrong");
        });

        assertThat(coverage.message()).isEmpty();
    }

    private static Coverage of(Function<JsonNode, Map<String, String>> rendering) {
        return Coverage.of(List.of(FULL, SMALL), rendering);
    }

    private static Map<String, String> present(JsonNode card, String pointer, String name) {
        Map<String, String> message = new TreeMap<>();
        if (!card.at(pointer).isMissingNode()) {
            message.put(name, text(card, pointer));
        }
        return message;
    }

    private static String text(JsonNode card, String pointer) {
        return card.at(pointer).textValue();
    }

    private static Incoming incoming(Coverage coverage, String field) {
        return coverage.card().stream()
                .filter(found -> found.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private static Outgoing outgoing(Coverage coverage, String field) {
        return coverage.message().stream()
                .filter(found -> found.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
