package io.cardferry.mocks;

import io.cardferry.mocks.fault.Fault;
import java.util.Optional;

/** The two-digit results of the mock issuers that speak ISO 8583 or fixed-length records (docs/mocks.md). */
final class ResultCode {

    static final String NOT_PROCESSED = "91";
    static final String REFUSED = "30";
    static final String NEVER_SEEN = "25";

    private ResultCode() {}

    static String of(Decision decision) {
        return switch (decision) {
            case APPROVE -> "00";
            case DECLINE -> "05";
            case VERIFY -> "85";
        };
    }

    /** Of what HTTP has a status for; empty: there is none for it. */
    static Optional<String> of(Fault fault) {
        return switch (fault) {
            case ACCEPTED_ONLY -> Optional.of("09");
            case DUPLICATE_REFUSED -> Optional.of("94");
            case ACCEPT_AND_FAIL -> Optional.of("96");
            default -> Optional.empty();
        };
    }
}
