package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReportTest {

    @Test
    void entriesAreAlignedBelowTheirDay() throws Exception {
        assertThat(history(80, """
                        {"at":"2026-11-22T23:59:59.900Z","event":"received","to":"RECEIVED"},
                        {"at":"2026-11-22T23:59:59.950Z","event":"source-answered","outcome":"OK","latencyMs":30,
                         "detail":"phone-wallet"},
                        {"at":"2026-11-23T00:00:00.000Z","cardRef":"c-1","event":"attempt-begun","from":"PENDING",
                         "to":"SUBMITTING","attempt":1}
                        """))
                .containsExactly(
                        "  2026-11-22 UTC",
                        "    23:59:59.900       received         → RECEIVED",
                        "    23:59:59.950       source-answered  OK, 30 ms, phone-wallet",
                        "  2026-11-23 UTC",
                        "    00:00:00.000  c-1  attempt-begun    → SUBMITTING, attempt 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"event\":\"attempt-ended\",\"to\":\"IN_DOUBT\",\"outcome\":\"unknown\"",
                "\"event\":\"attempt-ended\",\"to\":\"DEAD_LETTERED\",\"outcome\":\"refused\"",
                "\"event\":\"source-answered\",\"outcome\":\"LATE\"",
                "\"event\":\"attempt-lost\"",
                "\"event\":\"answer-contradicted\"",
                "\"event\":\"in-force-twice\""
            })
    void whatMayNeedAPersonIsMarked(String entry) throws Exception {
        assertThat(history(80, "{\"at\":\"2026-11-22T10:00:00.000Z\"," + entry + "}")
                        .get(1))
                .startsWith("  ! 10:00:00.000");
    }

    @Test
    void aDoubtsReasonStandsBelowItsEntryWhereTheWindowIsNarrow() throws Exception {
        String doubt = """
                {"at":"2026-11-22T10:00:00.000Z","cardRef":"c-1","event":"attempt-ended","from":"SUBMITTING",
                 "to":"IN_DOUBT","attempt":1,"outcome":"unknown","latencyMs":33,"detail":"outcome-unknown: HTTP 500"}
                """;

        assertThat(history(80, doubt))
                .hasSize(3)
                .allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.contains("unknown, 33 ms"));
        assertThat(history(120, doubt))
                .hasSize(2)
                .anyMatch(line -> line.endsWith("unknown, 33 ms, outcome-unknown: HTTP 500"));
    }

    @Test
    void aLongReferenceIsNeverCut() throws Exception {
        String reference = "a-reference-of-more-characters-than-a-column-has-room-for-64-chars";

        assertThat(history(
                        80,
                        "{\"at\":\"2026-11-22T10:00:00.000Z\",\"cardRef\":\"" + reference
                                + "\",\"event\":\"card-found\",\"to\":\"PENDING\"}"))
                .anyMatch(line -> line.contains(reference))
                .anyMatch(line -> line.contains("→ PENDING"));
    }

    private static List<String> history(int width, String entries) throws JsonProcessingException {
        return HistoryReport.lines(new ObjectMapper().readTree("{\"entries\":[" + entries + "]}"), width);
    }
}
