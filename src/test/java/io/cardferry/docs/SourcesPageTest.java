package io.cardferry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.app.CheckReport;
import io.cardferry.app.ConfigurationInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked example of docs/sources.md holds, and `check` says so. */
class SourcesPageTest {

    @TempDir
    Path folder;

    private Path source;

    @BeforeEach
    void write() {
        SourcesPage.writeConfiguration(folder.resolve("config"));
        source = folder.resolve("config/sources/" + SourcesPage.ID);
    }

    @Test
    void theExampleIsWholeAndItsSamplesProveIt() throws IOException {
        CheckReport report = check();

        assertThat(SourcesPage.files()).hasSize(8);
        assertThat(report.problems()).isEmpty();
        assertThat(report.lines())
                .contains("source city-bank: http://127.0.0.1:19090/wallet/v2, samples as they should be")
                .contains("source watch-wallet: off");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            answer.jslt                  | get-key($states, .state), .state | null, .state   | one-card/list.json: /cards/0/status is "A", not "ACTIVE"
            answer.jslt                  | E1404            | E404                           | unknown/answer.json: fails: HTTP status 200, but answer.accountId is not the account
            samples/unknown/answer.json  | "status": 200    | "state": 200                   | unknown/answer.json: has the keys accountId, status
            samples/unknown/list.json    | {                | {{                             | unknown/list.json: is not JSON (line 1)
            answer.jslt                  | "cards": [for (  | "cards": for (                 | sources/city-bank/answer.jslt:17:
            source.yaml                  | path: /customers | path: customers                | request.path = "customers/{accountId}
            """)
    void aMistakeIsOneLineThatNamesItsPlace(String file, String right, String wrong, String told) throws IOException {
        Path edited = source.resolve(file);
        String text = Files.readString(edited);
        assertThat(text).contains(right);
        Files.writeString(edited, text.replace(right, wrong));

        assertThat(check().problems())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains(told).hasLineCount(1));
    }

    @Test
    void aMappingWithoutSamplesIsNotProved() throws IOException {
        Files.move(source.resolve("samples"), source.resolve(".samples"));

        assertThat(check().problems())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("city-bank/samples", "nothing proves the mapping"));
    }

    @Test
    void aSampleWithoutItsListIsNamed() throws IOException {
        Files.delete(source.resolve("samples/unknown/list.json"));

        assertThat(check().problems())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("unknown/list.json", "no such file"));
    }

    private CheckReport check() {
        return new ConfigurationInspection().check(Path.of(""), folder.resolve("config"), Map.of());
    }
}
