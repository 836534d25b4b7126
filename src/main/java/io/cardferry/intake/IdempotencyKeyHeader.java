package io.cardferry.intake;

import io.cardferry.registration.IdempotencyKey;
import java.util.List;

/** The {@code Idempotency-Key} header: exactly one, 1 to 255 printable ASCII characters, taken verbatim. */
final class IdempotencyKeyHeader {

    static final String NAME = "Idempotency-Key";

    private IdempotencyKeyHeader() {}

    /**
     * The key's value.
     *
     * @param headers each header's value, as sent
     * @throws ProblemException {@code missing-idempotency-key} or {@code invalid-idempotency-key}
     */
    static String read(List<String> headers) {
        if (headers.isEmpty()) {
            throw new ProblemException(Problem.ofHeader(
                    ProblemCode.MISSING_IDEMPOTENCY_KEY,
                    NAME,
                    "send a key of your own choice, and the same one when you repeat the request"));
        }
        if (headers.size() > 1) {
            throw invalid("given " + headers.size() + " times; send it once");
        }
        String value = headers.get(0);
        if (!IdempotencyKey.allows(value)) {
            throw invalid("has " + value.length() + " characters; must be 1 to 255 printable ASCII characters");
        }
        return value;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.ofHeader(ProblemCode.INVALID_IDEMPOTENCY_KEY, NAME, detail));
    }
}
