package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.edit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

class PackCheckTest {

    @TempDir
    Path issuers;

    private Path folder;

    @BeforeEach
    void copy() {
        folder = PackFixture.copyOfAurora(issuers, "aurora");
    }

    @Test
    void everyShippedPackIsProvedByItsSamples() {
        for (IssuerPack pack : PackLoader.load(PackFixture.SHIPPED, PackOverrides.NONE)) {
            assertThat(new PackCheck(pack).findings()).as(pack.id()).isEmpty();
        }
    }

    @Test
    void aMappingThatDiffersFromItsSamplesIsNamedByFileAndPointer() {
        edit(folder.resolve("request.jslt"), "ACCOUNT_ON_FILE", "KEYED");

        assertThat(check())
                .contains("aurora/samples/approved/message.json: /panSource is \"KEYED\", not \"ACCOUNT_ON_FILE\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            approved/message.json  | acc-1001     | acc-1002    | approved/message.json: /walletAccountId is "acc-1001", not "acc-1002"
            approved/message.json  | cardRef      | cardref     | approved/message.json: /cardref is absent, not "c-1"
            approved/headers.json  | X-Correlation| X-Corelation| approved/headers.json: /X-Correlation-Id is
            approved/canonical.json| "device"     | "devise"    | approved/canonical.json:  the key "devise" is unknown; the nearest is 'device'
            approved/canonical.json| "TV"         | "RADIO"     | approved/canonical.json: /device/type "RADIO" is not allowed
            declined/outcome.json  | CARD_LOST    | CARD_FOUND  | declined/outcome.json: /reason/detail is "CARD_LOST", not "CARD_FOUND"
            declined/answer.json   | 200          | 500         | declined/outcome.json: /outcome is "unknown", not "decided"
            declined/answer.json   | status       | state       | declined/answer.json: has the keys
            declined/answer.json   | {            | {{          | declined/answer.json: is not JSON (line 1)
            never-seen/outcome.json| NEVER_SEEN   | APPROVED    | never-seen/outcome.json: /mapped/decision is "NEVER_SEEN", not "APPROVED"
            """)
    void aSampleThatDoesNotHoldIsNamed(String file, String from, String to, String line) {
        edit(folder.resolve("samples").resolve(file), from, to);

        assertThat(check()).anyMatch(found -> found.startsWith("aurora/samples/" + line));
    }

    @Test
    void theOrderOfTheMessagesKeysCounts() {
        edit(folder.resolve("request.jslt"), "  \"requestId\": .requestId,\n", "");
        edit(folder.resolve("request.jslt"), "  \"device\": {", "  \"requestId\": .requestId,\n  \"device\": {");

        assertThat(check())
                .contains("aurora/samples/approved/message.json: / is tokenRequestorId, panSource, walletAccountId, "
                        + "cardRef, sealedCard, requestId, device, terms, not in the order requestId, tokenRequestorId, "
                        + "panSource, walletAccountId, cardRef, sealedCard, device, terms");
    }

    @Test
    void aMappingThatFailsIsNamed() {
        edit(folder.resolve("request.jslt"), ".account.id", "number(.account.id)");

        assertThat(check())
                .anyMatch(line -> line.startsWith(
                        "aurora/samples/approved/message.json: no message came out: aurora/request.jslt"));
    }

    @Test
    void aSampleWithoutFilesIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("samples/planned"));
        Files.createDirectories(folder.resolve("samples/cards/begun"));
        Files.writeString(folder.resolve("samples/cards/begun/.gitkeep"), "");
        Files.createDirectories(folder.resolve("samples/.git/refs"));

        assertThat(check())
                .containsExactly(
                        "aurora/samples/cards/begun/: is an empty sample; it has canonical.json with message.json, "
                                + "answer.json with outcome.json, or both",
                        "aurora/samples/planned/: is an empty sample; it has canonical.json with message.json, "
                                + "answer.json with outcome.json, or both");
    }

    @Test
    void halfASampleAMisspeltFileAndNoSampleAtAllAreNamed() throws IOException {
        Files.delete(folder.resolve("samples/declined/outcome.json"));
        Files.move(folder.resolve("samples/busy/outcome.json"), folder.resolve("samples/busy/outcomes.json"));

        assertThat(check())
                .containsExactlyInAnyOrder(
                        "aurora/samples/declined/answer.json: stands without outcome.json",
                        "aurora/samples/busy/answer.json: stands without outcome.json",
                        "aurora/samples/busy/outcomes.json: is no part of a sample; the nearest is outcome.json "
                                + "(those are answer.json, canonical.json, headers.json, message.json, outcome.json)");

        Files.move(folder.resolve("samples"), folder.resolve("examples"));
        assertThat(check()).containsExactly("aurora/samples/: holds no sample; nothing proves the mappings");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            approved/message.xml   | MASTERCARD | VISA | approved/message.xml: /CardEnrolmentRequest/Card/Scheme is "MASTERCARD", not "VISA"
            approved/message.xml   | <Device>   | <Device>␣ | approved/message.xml: from character 394 on it is "…
            approved/message.xml   | UTF-8      | utf-8 | approved/message.xml: from character 31 on it is "…ion="1.0" encoding="UTF-8"?>
            approved/message.xml   | MessageId> | Message> | approved/message.xml: /CardEnrolmentRequest/Message is absent, not "
            approved/answer.xml    | 00         | 05   | approved/outcome.json: /decision is "DECLINED", not "APPROVED"
            declined/answer.xml    | <Result>   | <!DOCTYPE x><Result> | declined/outcome.json: /outcome is "unknown", not "decided"
            not-processed/outcome.json | not-processed | refused | not-processed/outcome.json: /outcome is "not-processed", not "refused"
            """)
    void aSampleInXmlThatDoesNotHoldIsNamed(String file, String from, String to, String line) {
        copyOfBorealis();
        edit(folder.resolve("samples").resolve(file), from, to.replace('␣', ' '));

        assertThat(check()).anyMatch(found -> found.startsWith("borealis/samples/" + line));
    }

    @Test
    void aStylesheetThatDiffersFromItsSamplesIsNamed() {
        copyOfBorealis();
        edit(folder.resolve("request.xsl"), "<FormFactor>{device/type}</FormFactor>", "<FormFactor>X</FormFactor>");

        assertThat(check())
                .hasSize(4)
                .contains("borealis/samples/approved/message.xml: "
                        + "/CardEnrolmentRequest/Device/FormFactor is \"X\", not \"TV\"");
    }

    @Test
    void lineBreaksAtTheEndOfAMessageInXmlDoNotCount() throws IOException {
        copyOfBorealis();
        Path message = folder.resolve("samples/approved/message.xml");
        Files.writeString(message, Files.readString(message) + "\r\n\n");

        assertThat(check()).isEmpty();
    }

    @Test
    void theBodyOfAnAnswerStandsInOnePlaceOnly() throws IOException {
        copyOfBorealis();
        edit(folder.resolve("samples/declined/answer.json"), "\"status\": 200", "\"status\": 200, \"text\": \"\"");
        Files.delete(folder.resolve("samples/refused/answer.json"));
        Files.move(folder.resolve("samples/busy/answer.json"), folder.resolve("samples/busy/message.json"));

        assertThat(check())
                .containsExactlyInAnyOrder(
                        "borealis/samples/declined/answer.json: has the keys requestId, status (a number), retryAfter, and "
                                + "one of body (JSON) and text, if the body is in no file of its own",
                        "borealis/samples/refused/answer.xml: stands without answer.json",
                        "borealis/samples/refused/outcome.json: stands without answer.json",
                        "borealis/samples/busy/outcome.json: stands without answer.json",
                        "borealis/samples/busy/message.json: is no part of a sample; the nearest is message.xml "
                                + "(those are answer.json, answer.xml, canonical.json, headers.json, message.xml, "
                                + "outcome.json)");
    }

    @Test
    void aLongValueIsShownFromWhereItBeginsToDiffer() {
        edit(
                folder.resolve("request.jslt"),
                ".card.sealedCard",
                "\"\" + .card.sealedCard + .card.sealedCard + .card.sealedCard + \"!\"");
        edit(
                folder.resolve("samples/approved/message.json"),
                "sealed.card.for-the.issuer.only",
                "sealed.card.for-the.issuer.only".repeat(3) + "?");

        assertThat(check())
                .contains("aurora/samples/approved/message.json: /sealedCard is \"….for-the.issuer.only!\", "
                        + "not \"….for-the.issuer.only?\"");
    }

    @Test
    void aDifferenceNeverShowsACardNumber() {
        edit(folder.resolve("request.jslt"), "\"ACCOUNT_ON_FILE\"", "\"4111111111111111\"");
        edit(folder.resolve("samples/approved/message.json"), "ACCOUNT_ON_FILE", "5555555555554444");

        assertThat(check())
                .contains(
                        "aurora/samples/approved/message.json: /panSource is something else, which is masked because it "
                                + "could be a card number, not \"***\"");
    }

    @Test
    void samplesOfOneDirectionOnlyProveHalfAPack() throws IOException {
        keepSamples("empty-name", "no-name-no-terms");
        assertThat(check())
                .containsExactly("aurora/samples/: holds no sample of an answer; nothing proves the answer mapping");

        FileSystemUtils.deleteRecursively(folder);
        PackFixture.copyOfAurora(issuers, "aurora");
        keepSamples("busy", "declined");
        assertThat(check())
                .containsExactly("aurora/samples/: holds no sample of a message; nothing proves the request mapping");
    }

    @Test
    void linkedFilesAndFoldersAreReadAsIfTheyStoodThere() throws IOException {
        // As a container platform mounts a configuration: everything is a link into a hidden folder.
        Path hidden = Files.createDirectories(folder.resolve("..data"));
        for (String name : List.of("request.jslt", "samples")) {
            Files.move(folder.resolve(name), hidden.resolve(name));
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
        edit(folder.resolve("samples/declined/outcome.json"), "CARD_LOST", "CARD_FOUND");

        assertThat(check())
                .containsExactly(
                        "aurora/samples/declined/outcome.json: /reason/detail is \"CARD_LOST\", not \"CARD_FOUND\"");
    }

    @Test
    void aLinkThatLeadsInCirclesIsNamed() throws IOException {
        Files.createSymbolicLink(folder.resolve("samples/again"), folder);

        assertThatThrownBy(() -> PackLoader.load(issuers, PackOverrides.NONE))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("aurora: leads in circles, by the link")
                .hasMessageContaining("samples/again");
    }

    @Test
    void aLinkThatLeadsNowhereIsAFileThatIsNotThere() throws IOException {
        Path outcome = folder.resolve("samples/declined/outcome.json");
        Files.delete(outcome);
        Files.createSymbolicLink(outcome, Path.of("nowhere.json"));

        assertThat(check()).containsExactly("aurora/samples/declined/answer.json: stands without outcome.json");
    }

    @Test
    void filesWithoutEndAreNotReadToTheirEnd() throws IOException {
        Path message = folder.resolve("samples/approved/message.json");
        Files.write(message, new byte[1024 * 1024 + 1]);

        assertThatThrownBy(() -> PackLoader.load(issuers, PackOverrides.NONE))
                .hasMessageContaining("message.json: is longer than 1048576 bytes");

        for (int i = 0; i < 17; i++) {
            Files.write(
                    Files.createDirectories(folder.resolve("samples/s" + i)).resolve("message.json"),
                    new byte[1024 * 1024]);
        }
        Files.delete(message);
        assertThatThrownBy(() -> PackLoader.load(issuers, PackOverrides.NONE))
                .hasMessageContaining("aurora: its files are longer than 16777216 bytes together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canonical.json", "message.json", "headers.json", "answer.json", "outcome.json"})
    void rubbishInASampleIsNamed(String file) throws IOException {
        byte[] rubbish = new byte[2000];
        new Random(1).nextBytes(rubbish);
        for (byte[] content : List.of(rubbish, new byte[0], "[".repeat(5000).getBytes(UTF_8), "null".getBytes(UTF_8))) {
            Files.write(folder.resolve("samples/approved").resolve(file), content);

            assertThat(check())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("aurora/samples/approved/")
                            .hasLineCount(1));
        }
    }

    private void keepSamples(String... names) throws IOException {
        try (Stream<Path> samples = Files.list(folder.resolve("samples"))) {
            samples.filter(sample ->
                            !List.of(names).contains(sample.getFileName().toString()))
                    .forEach(sample -> FileSystemUtils.deleteRecursively(sample.toFile()));
        }
    }

    private void copyOfBorealis() {
        FileSystemUtils.deleteRecursively(folder.toFile());
        folder = PackFixture.copyOf("borealis", issuers, "borealis");
    }

    private List<String> check() {
        IssuerPack pack = PackLoader.load(issuers, PackOverrides.NONE).get(0);
        return new PackCheck(pack).findings().stream().map(PackFinding::line).toList();
    }
}
