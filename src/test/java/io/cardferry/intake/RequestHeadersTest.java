package io.cardferry.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.registration.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {

    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "wait=10|10|wait=10",
                "WAIT = 10|10|wait=10",
                "wait=\"10\"|10|wait=10",
                "wait=0|0|wait=0",
                "wait=007|7|wait=7",
                "wait=31|30|wait=30",
                "wait=99999999999999999999999999|30|wait=30",
                "wait=10; foo=bar|10|wait=10",
                "wait=2, wait=9|2|wait=2",
                "respond-async|0|respond-async",
                "Respond-Async; x=1|0|respond-async",
                "respond-async=\"\"|0|respond-async",
                "respond-async, wait=10|10|wait=10",
                "wait=10, respond-async|10|wait=10",
                "foo=\"a, wait=9\", wait=3|3|wait=3",
                "return=minimal, handling=lenient|5|-",
                "wait|5|-",
                "wait=|5|-",
                "wait=-1|5|-",
                "wait=1.5|5|-",
                "wait=abc|5|-",
                "wait=abc, respond-async|0|respond-async",
                "respond-async=yes|5|-",
                "waiting=3|5|-",
                ",,;=\\\"|5|-",
                "foo=\"unclosed, wait=9|5|-",
                "wait=\"2|5|-",
                "foo=\"a\\\"b\", wait=3|3|wait=3"
            })
    void aPreferenceIsReadAsRfc7240Says(String header, long seconds, String applied) {
        assertThat(Preference.read(List.of(header), WAIT_MAX))
                .isEqualTo(new Preference(Duration.ofSeconds(seconds), applied));
    }

    @Test
    void preferencesMayStandInSeveralHeaders() {
        assertThat(Preference.read(List.of("foo", "respond-async", "wait=4, wait=5"), WAIT_MAX))
                .isEqualTo(new Preference(Duration.ofSeconds(4), "wait=4"));
    }

    @Test
    void theDefaultWaitIsNeverLongerThanTheLongest() {
        assertThat(Preference.read(List.of(), Duration.ofSeconds(2)))
                .isEqualTo(new Preference(Duration.ofSeconds(2), null));
    }

    @Test
    void aKeyIsTakenVerbatim() {
        assertThat(IdempotencyKeyHeader.read(List.of("\"a, b\" ~"))).isEqualTo("\"a, b\" ~");
        assertThat(IdempotencyKeyHeader.read(List.of("k".repeat(255)))).hasSize(255);
    }

    @Test
    void aKeyThatIsNotThereIsMissing() {
        assertThat(codeOf(() -> IdempotencyKeyHeader.read(List.of()))).isEqualTo(ProblemCode.MISSING_IDEMPOTENCY_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00fc", "a\tb", "\u007f"})
    void aKeyThatIsNotPrintableAsciiIsInvalid(String key) {
        assertThat(codeOf(() -> IdempotencyKeyHeader.read(List.of(key))))
                .isEqualTo(ProblemCode.INVALID_IDEMPOTENCY_KEY);
    }

    @Test
    void aKeyThatIsTooLongOrGivenTwiceIsInvalid() {
        assertThat(codeOf(() -> IdempotencyKeyHeader.read(List.of("k".repeat(256)))))
                .isEqualTo(ProblemCode.INVALID_IDEMPOTENCY_KEY);
        assertThat(codeOf(() -> IdempotencyKeyHeader.read(List.of("a", "a"))))
                .isEqualTo(ProblemCode.INVALID_IDEMPOTENCY_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json ; charset=\"UTF-8\"",
                "application/json; profile=x"
            })
    void jsonInUtf8IsTaken(String contentType) {
        assertThatCode(() -> ContentTypeHeader.requireJson(List.of(contentType)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "text/json",
                "application/jsonx",
                "application/problem+json",
                "*/*",
                "application/json; charset=iso-8859-1",
                "application/json; charset=bogus",
                "application/json, text/plain"
            })
    void anyOtherContentTypeIsNotSupported(String contentType) {
        List<String> headers = contentType == null ? List.of() : List.of(contentType);

        assertThat(codeOf(() -> ContentTypeHeader.requireJson(headers))).isEqualTo(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aValidTraceContextIsCarriedOn() {
        String later = "cc" + TRACEPARENT.substring(2) + "-what-comes-later";

        assertThat(TraceContext.carriedOn(List.of(TRACEPARENT))).contains(TRACEPARENT);
        assertThat(TraceContext.carriedOn(List.of(later))).contains(later);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x"
            })
    void anInvalidTraceContextIsIgnored(String traceparent) {
        assertThat(TraceContext.carriedOn(List.of(traceparent))).isEmpty();
    }

    @Test
    void twoTraceContextsAreNone() {
        assertThat(TraceContext.carriedOn(List.of(TRACEPARENT, TRACEPARENT))).isEmpty();
    }

    @Test
    void aTraceContextIsMadeFromTheRegistrationId() {
        UUID id = UUID.fromString("01935c2e-0000-7000-8000-000000000001");

        assertThat(TraceContext.of(id))
                .isEqualTo("00-01935c2e000070008000000000000001-8000000000000001-00")
                .satisfies(made ->
                        assertThat(TraceContext.carriedOn(List.of(made))).isPresent());
    }

    @Test
    void contentTypeComesBeforeTheKeyAndTheKeyBeforeTheBody() {
        assertThat(codeOf(() -> read(List.of(), List.of()))).isEqualTo(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(codeOf(() -> read(List.of("application/json"), List.of())))
                .isEqualTo(ProblemCode.MISSING_IDEMPOTENCY_KEY);
        assertThat(codeOf(() -> read(List.of("application/json"), List.of("k"))))
                .isEqualTo(ProblemCode.INVALID_REQUEST);
    }

    @Test
    void aReceivedRequestBelongsToItsClient() {
        byte[] body = "{\"account\":{\"id\":\"a\"},\"device\":{\"id\":\"d\",\"type\":\"TV\"},\"cards\":{\"all\":true}}"
                .getBytes(StandardCharsets.UTF_8);
        HttpIntake intake = new HttpIntake(
                List.of("k"),
                List.of("wait=1"),
                List.of(TRACEPARENT),
                List.of("application/json"),
                null,
                null,
                "",
                body);

        ReceivedRequest received = reader().read(intake, "bank");

        assertThat(received.key()).isEqualTo(new IdempotencyKey("bank", IdempotencyKey.Space.GIVEN, "k"));
        assertThat(received.preference().applied()).isEqualTo("wait=1");
        assertThat(received.traceparent()).isEqualTo(TRACEPARENT);
    }

    private static ReceivedRequest read(List<String> contentTypes, List<String> keys) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return reader().read(
                        new HttpIntake(keys, List.of(), List.of(), contentTypes, null, null, "", body), "anonymous");
    }

    private static ReceivedRequestReader reader() {
        return new ReceivedRequestReader(new RegistrationRequestReader(Set.of()), WAIT_MAX);
    }

    private static ProblemCode codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem().code();
    }
}
