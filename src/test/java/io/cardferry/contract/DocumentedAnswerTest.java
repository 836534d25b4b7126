package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.postgres.Once;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That answers are held against the document at all: each thing that can be wrong is seen. */
@Once
class DocumentedAnswerTest {

    private static final String HISTORY = "/v1/registrations/01a20410-f521-7281-b057-b6e4c9a23b48/history";
    private static final String ENTRIES =
            "{\"entries\":[{\"at\":\"2026-11-22T16:22:29.922Z\",\"event\":\"received\",\"to\":\"RECEIVED\"}]}";
    private static final String NOT_FOUND =
            "{\"type\":\"urn:cardferry:problem:not-found\",\"title\":\"There is nothing here\",\"status\":404}";

    @Test
    void whatTheDocumentSaysPasses() {
        assertThatCode(() ->
                        answer("GET", HISTORY, 200, "application/json", ENTRIES).check())
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        answer("HEAD", HISTORY, 200, "application/json", "").check())
                .doesNotThrowAnyException();
        assertThatCode(() -> problem("GET", HISTORY, 404, NOT_FOUND).check()).doesNotThrowAnyException();
        assertThatCode(() -> problem("GET", "/v3/none", 404, NOT_FOUND).check()).doesNotThrowAnyException();
    }

    @Test
    void anOperationThatIsNotDocumentedIsSeen() {
        assertFault(answer("GET", "/v1/other", 200, "application/json", "{}"), "no such operation");
        assertFault(answer("DELETE", HISTORY, 200, "application/json", "{}"), "no such operation");
    }

    @Test
    void aStatusThatIsNotDocumentedIsSeen() {
        assertFault(answer("GET", HISTORY, 202, "application/json", ENTRIES), "the status is not documented");
    }

    @Test
    void anotherMediaTypeIsSeen() {
        assertFault(answer("GET", HISTORY, 200, "text/plain", ENTRIES), "the media type text/plain");
        assertFault(answer("GET", "/v3/none", 404, "text/html", "<html>"), "the media type is text/html");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'event':'received' | 'event':'received','more':1 | more",
                "'to':'RECEIVED' | 'to':'SOMEWHERE' | to",
                "'event':'received' | 'event':'something-new' | event",
                "'event':'received', | | event",
                "16:22:29.922Z | 16:22:29Z | at",
            })
    void aBodyThatIsNotAsItsSchemaSaysIsSeen(String right, String wrong, String named) {
        String body = ENTRIES.replace(right.replace('\'', '"'), wrong == null ? "" : wrong.replace('\'', '"'));

        assertFault(answer("GET", HISTORY, 200, "application/json", body), named);
    }

    @Test
    void aProblemThatDoesNotBelongToTheStatusOrTheOperationIsSeen() {
        assertFault(problem("GET", HISTORY, 404, NOT_FOUND.replace("404", "400")), "does not belong");
        assertFault(problem("GET", HISTORY, 400, NOT_FOUND.replace("404", "400")), "does not belong");
        String malformed = NOT_FOUND.replace("not-found", "malformed-json").replace("404", "400");
        assertFault(problem("GET", HISTORY, 400, malformed), "not among the examples");
        assertFault(problem("GET", HISTORY, 404, NOT_FOUND.replace("not-found", "lost")), "does not belong");
    }

    @Test
    void aHeaderThatIsMissingWrongOrDocumentedForOtherAnswersOnlyIsSeen() {
        String unavailable = NOT_FOUND.replace("not-found", "unavailable").replace("404", "503");
        assertFault(problem("GET", HISTORY, 503, unavailable), "Retry-After is missing");
        assertFault(problem("GET", HISTORY, 503, unavailable, "Retry-After", "9"), "must be");
        assertFault(problem("GET", HISTORY, 404, NOT_FOUND, "Retry-After", "1"), "Retry-After is not documented");
    }

    @Test
    void methodsThatDifferFromTheDocumentsAreSeen() {
        String notAllowed = NOT_FOUND.replace("not-found", "method-not-allowed").replace("404", "405");
        assertThatCode(() -> problem("PUT", HISTORY, 405, notAllowed, "Allow", "GET, HEAD")
                        .check())
                .doesNotThrowAnyException();
        assertFault(problem("PUT", HISTORY, 405, notAllowed, "Allow", "GET"), "Allow is GET");
    }

    @Test
    void aRequestThatIsTakenOrRefusedAgainstTheDocumentIsSeen() {
        String invalid = NOT_FOUND.replace("not-found", "invalid-request").replace("404", "422");
        String right =
                "{\"account\":{\"id\":\"a\"},\"device\":{\"id\":\"d\",\"type\":\"TV\"},\"cards\":{\"all\":true},\"x\":1}";
        String wrong = right.replace("TV", "FRIDGE");

        assertThatCode(() -> posted(right, 500).check()).hasMessageNotContaining("refuses");
        assertFault(posted(wrong, 201), "device/type");
        assertThatCode(() -> new DocumentedAnswer(
                                "POST", "/v1/registrations", wrong, 422, headers(), "application/problem+json", invalid)
                        .check())
                .doesNotThrowAnyException();
        assertFault(
                new DocumentedAnswer(
                        "POST", "/v1/registrations", right, 422, headers(), "application/problem+json", invalid),
                "refuses what is right");
    }

    private static DocumentedAnswer posted(String body, int status) {
        return new DocumentedAnswer("POST", "/v1/registrations", body, status, headers(), "application/json", "{}");
    }

    private static DocumentedAnswer answer(String method, String path, int status, String type, String body) {
        return new DocumentedAnswer(method, path, "", status, headers(), type, body);
    }

    private static DocumentedAnswer problem(String method, String path, int status, String body, String... headers) {
        return new DocumentedAnswer(method, path, "", status, headers(headers), "application/problem+json", body);
    }

    private static HttpHeaders headers(String... lines) {
        Map<String, List<String>> headers = Arrays.stream(lines.length == 0 ? new String[0] : new String[] {lines[0]})
                .collect(Collectors.toMap(name -> name, name -> List.of(lines[1])));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static void assertFault(DocumentedAnswer answer, String named) {
        assertThatThrownBy(answer::check).isInstanceOf(AssertionError.class).hasMessageContaining(named);
    }
}
