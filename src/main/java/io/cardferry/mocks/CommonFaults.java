package io.cardferry.mocks;

import io.cardferry.mocks.fault.FaultProgram;
import io.cardferry.mocks.fault.Silence;
import io.cardferry.mocks.wire.Delivery;
import java.time.Duration;

/** What becomes of an answer by those faults that every mock knows, whatever it speaks. */
final class CommonFaults {

    static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int DRIP_MS = 100;
    private static final int OUT_OF_ORDER_MS = 500;
    private static final int OUT_OF_ORDER_TOGETHER = 2;

    private final Duration slowAnswer;

    /** @param slowAnswer how long a slow answer takes where nothing else is said */
    CommonFaults(Duration slowAnswer) {
        this.slowAnswer = slowAnswer;
    }

    /**
     * @param program what goes wrong; {@code null}: nothing
     * @param normal what would be answered without it
     * @param format how the mock writes
     * @param address where the mock was called
     */
    MockAnswer answer(FaultProgram program, MockAnswer normal, Format format, String address) {
        if (program == null) {
            return normal;
        }
        return switch (program.fault()) {
            case SLOW -> normal.delivered(Delivery.of(Delivery.Manner.LATE, program.delayMsOr(slowAnswer.toMillis())));
            case DRIP -> normal.delivered(Delivery.of(Delivery.Manner.DRIP, program.delayMsOr(DRIP_MS)));
            case RUBBISH ->
                format.rubbish().correlatedBy(normal.transmission().message().correlationId());
            case TRUNCATED -> normal.cut();
            case UNAVAILABLE -> format.trouble(UNAVAILABLE, "UNAVAILABLE").retryAfter(program.retryAfterSeconds());
            case BUSY ->
                format.trouble(TOO_MANY_REQUESTS, "BUSY")
                        .retryAfter(program.retryAfterSeconds() == null ? 1 : program.retryAfterSeconds());
            case UNAUTHORIZED -> format.trouble(UNAUTHORIZED, "UNAUTHORIZED");
            case STATUS_ONLY, ACCEPT_AND_FAIL -> {
                int status = program.statusOr(SERVER_ERROR);
                yield format.trouble(status, status == SERVER_ERROR ? "INTERNAL_ERROR" : "STATUS_" + status);
            }
            case REDIRECT -> format.trouble(TEMPORARY_REDIRECT, "MOVED").leadingTo(address);
            case ACCEPTED_ONLY -> format.trouble(ACCEPTED, "ACCEPTED");
            case DUPLICATE_REFUSED -> format.trouble(CONFLICT, "DUPLICATE_REQUEST");
            case HANG_UNSEEN, ACCEPT_AND_HANG -> normal.delivered(Delivery.HANG);
            case DROP_UNSEEN, ACCEPT_AND_DROP -> normal.delivered(Delivery.DROP);
            case PROCESSED_LATER -> normal.delivered(program.silence() == Silence.DROP ? Delivery.DROP : Delivery.HANG);
            case HALF_MESSAGE -> normal.delivered(Delivery.of(half(program)));
            case CONNECTION_LOST -> normal.delivered(Delivery.of(Delivery.Manner.HALF_THEN_RESET));
            case WRONG_LENGTH -> normal.delivered(Delivery.of(Delivery.Manner.MISCOUNTED));
            case OUT_OF_ORDER ->
                normal.delivered(new Delivery(
                        Delivery.Manner.OUT_OF_ORDER,
                        program.delayMsOr(OUT_OF_ORDER_MS),
                        program.togetherOr(OUT_OF_ORDER_TOGETHER)));
            case TWO_ANSWERS -> normal.followedBy(normal);
            default -> normal;
        };
    }

    private static Delivery.Manner half(FaultProgram program) {
        return program.silence() == Silence.DROP ? Delivery.Manner.HALF_THEN_CLOSED : Delivery.Manner.HALF_THEN_SILENT;
    }
}
