package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.coverage.Coverage;
import io.cardferry.coverage.Coverage.Incoming;
import io.cardferry.coverage.Coverage.Outgoing;
import io.cardferry.coverage.FieldOrigin;
import io.cardferry.coverage.FieldUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCoverageTest {

    private static final Path CARD = PackFixture.SHIPPED.resolve("aurora/samples/approved/canonical.json");

    private static final Path SCHEMA = Path.of("src/main/resources/io/cardferry/issuer/canonical-card.schema.json");

    @Test
    void auroraTakesEveryFieldThatItsBankAsksForAndNoOther() {
        Coverage coverage = new PackCheck(PackFixture.aurora()).coverage();

        assertThat(fields(coverage, FieldUse.DROPPED))
                .containsExactly(
                        "transmission.at",
                        "transmission.stan",
                        "card.source",
                        "card.issuer",
                        "card.brand",
                        "card.last4",
                        "card.bin",
                        "card.expiry");
        assertThat(fields(coverage, FieldUse.DEFAULTED)).isEmpty();
        assertThat(coverage.message())
                .contains(
                        new Outgoing("/panSource", FieldOrigin.CONSTANT, List.of(), "\"ACCOUNT_ON_FILE\""),
                        new Outgoing("header Idempotency-Key", FieldOrigin.CARD, List.of("requestId"), null),
                        new Outgoing("path", FieldOrigin.CONSTANT, List.of(), "\"/card-registrations\""),
                        new Outgoing("/device/name", FieldOrigin.CARD, List.of("device.name"), null));
    }

    @Test
    void theFieldsOfAnXmlMessageAreItsElements() {
        Coverage coverage = new PackCheck(PackFixture.borealis()).coverage();

        assertThat(coverage.message())
                .contains(new Outgoing(
                        "/CardEnrolmentRequest/Card/Expiry", FieldOrigin.CARD, List.of("card.expiry"), null));
        assertThat(coverage.card())
                .contains(new Incoming(
                        "card.expiry",
                        FieldUse.MAPPED,
                        List.of("/CardEnrolmentRequest/Card/Expiry"),
                        List.of("not representable when it is absent")));
    }

    @Test
    void cumulusFieldsAreItsNumbersAndTags() {
        Coverage coverage = new PackCheck(LayoutPacks.pack("cumulus")).coverage();

        assertThat(coverage.card())
                .contains(new Incoming(
                        "transmission.stan",
                        FieldUse.MAPPED,
                        List.of("11"),
                        List.of("not representable when it is absent")))
                .extracting(Incoming::field, Incoming::use, Incoming::becomes)
                .contains(
                        tuple("transmission.at", FieldUse.MAPPED, List.of("7")),
                        tuple("requestId", FieldUse.MAPPED, List.of("37", "48/01")),
                        tuple("account.id", FieldUse.MAPPED, List.of("48/05")),
                        tuple("device.id", FieldUse.MAPPED, List.of("41", "48/04")),
                        tuple("device.type", FieldUse.MAPPED, List.of("48/02")),
                        tuple("device.name", FieldUse.MAPPED, List.of("48/03")),
                        tuple("requestorId", FieldUse.MAPPED, List.of("48/06")),
                        tuple("card.pan", FieldUse.MAPPED, List.of("2")),
                        tuple("card.expiry", FieldUse.MAPPED, List.of("14")));
        assertThat(coverage.message())
                .contains(
                        new Outgoing("91", FieldOrigin.CONSTANT, List.of(), "\"1\""),
                        new Outgoing("101", FieldOrigin.CONSTANT, List.of(), "\"CARDREG\""))
                .extracting(Outgoing::field)
                .doesNotContain("path");
        assertThat(fields(coverage, FieldUse.DROPPED))
                .containsExactly(
                        "registrationId",
                        "terms.id",
                        "terms.version",
                        "terms.acceptedAt",
                        "card.cardRef",
                        "card.source",
                        "card.issuer",
                        "card.brand",
                        "card.last4",
                        "card.bin");
    }

    @Test
    void deltasFieldsAreThoseOfItsRecord() {
        Coverage coverage = new PackCheck(LayoutPacks.pack("delta")).coverage();

        assertThat(coverage.card())
                .extracting(Incoming::field, Incoming::use, Incoming::becomes)
                .contains(
                        tuple("requestId", FieldUse.MAPPED, List.of("requestId")),
                        tuple("account.id", FieldUse.MAPPED, List.of("account")),
                        tuple("device.name", FieldUse.MAPPED, List.of("deviceName")),
                        tuple("card.pan", FieldUse.MAPPED, List.of("pan")),
                        tuple("transmission.at", FieldUse.DROPPED, List.of()));
        assertThat(coverage.message()).contains(new Outgoing("record", FieldOrigin.CONSTANT, List.of(), "\"CREG\""));
    }

    @Test
    void everyTrialIsACardRegistrationThatAHubCouldMake() throws IOException {
        List<JsonNode> tried = new ArrayList<>();
        Coverage.of(List.of(SampleJson.parse(Files.readString(CARD))), card -> {
            tried.add(card);
            return Map.of();
        });

        assertThat(tried)
                .hasSizeGreaterThan(40)
                .allSatisfy(card -> assertThat(DocumentSchema.CANONICAL_CARD.violations(card))
                        .isEmpty());
    }

    @Test
    void everyFieldOfTheCardRegistrationIsTried() throws IOException {
        Coverage coverage = Coverage.of(List.of(SampleJson.parse(Files.readString(CARD))), card -> Map.of());
        List<String> leaves = new ArrayList<>();
        addLeaves("", SampleJson.parse(Files.readString(SCHEMA)), leaves);

        assertThat(leaves).contains("card.pan", "card.sealedCard", "terms.acceptedAt");
        // A pack gets one of the two.
        leaves.remove("card.pan");
        assertThat(coverage.card()).extracting(Incoming::field).containsExactlyInAnyOrderElementsOf(leaves);
    }

    @Test
    void aMessageThatItsOwnFormatCannotReadShowsNothing(@TempDir Path issuers) {
        Path folder = PackFixture.copyOf("borealis", issuers, "borealis");
        Path request = folder.resolve("request.xsl");
        String deep = "<x>".repeat(25) + "%s" + "</x>".repeat(25);
        String one = deep.formatted("<xsl:call-template name='two'/>");
        String two = "<xsl:template name='two'>" + deep.formatted("deep") + "</xsl:template>";
        PackFixture.edit(request, "{device/type}", "<xsl:call-template name='one'/>");
        PackFixture.edit(
                request,
                "</xsl:stylesheet>",
                "<xsl:template name='one'>" + one + "</xsl:template>" + two + "</xsl:stylesheet>");
        PackCheck check =
                new PackCheck(PackLoader.load(issuers, PackOverrides.NONE).get(0));

        assertThat(check.findings()).isNotEmpty();
        assertThat(check.coverage().message()).isEmpty();
    }

    private static void addLeaves(String path, JsonNode schema, List<String> leaves) {
        if (!schema.has("properties")) {
            leaves.add(path.substring(1));
        }
        schema.path("properties")
                .properties()
                .forEach(child -> addLeaves(path + "." + child.getKey(), child.getValue(), leaves));
    }

    private static List<String> fields(Coverage coverage, FieldUse use) {
        return coverage.card().stream()
                .filter(field -> field.use() == use)
                .map(Incoming::field)
                .toList();
    }
}
