package io.cardferry.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

    @Test
    void theCodesAndStatusesAreThoseOfTheContract() {
        Map<String, Integer> codes =
                Arrays.stream(ProblemCode.values()).collect(Collectors.toMap(ProblemCode::code, ProblemCode::status));

        assertThat(codes)
                .isEqualTo(Map.ofEntries(
                        Map.entry("malformed-json", 400),
                        Map.entry("bad-request", 400),
                        Map.entry("missing-idempotency-key", 400),
                        Map.entry("invalid-idempotency-key", 400),
                        Map.entry("unauthenticated", 401),
                        Map.entry("forbidden", 403),
                        Map.entry("not-found", 404),
                        Map.entry("method-not-allowed", 405),
                        Map.entry("payload-too-large", 413),
                        Map.entry("unsupported-media-type", 415),
                        Map.entry("invalid-request", 422),
                        Map.entry("idempotency-key-reused", 422),
                        Map.entry("too-many-requests", 429),
                        Map.entry("headers-too-large", 431),
                        Map.entry("internal-error", 500),
                        Map.entry("unavailable", 503),
                        Map.entry("not-dead-lettered", 409),
                        Map.entry("outcome-unknown", 409),
                        Map.entry("superseded", 409)));
    }
}
