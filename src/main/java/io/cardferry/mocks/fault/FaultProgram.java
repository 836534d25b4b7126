package io.cardferry.mocks.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * A fault and what is said about it. What is left out is {@code null}, and may have a default.
 *
 * @param fault what goes wrong
 * @param times how many calls meet it, 1 to 1,000,000; left out: all
 * @param delayMs how long something takes, 0 to 60,000
 * @param retryAfterSeconds what the answer's {@code Retry-After} says, 0 to 86,400
 * @param status the answer's HTTP status, 300 to 599
 * @param silence how the caller is kept without an answer
 * @param afterSeconds how long a request id is known, 0 to 86,400
 * @param together how many answers are held back until they leave together, 2 to 1,000
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultProgram(
        Fault fault,
        Integer times,
        Integer delayMs,
        Integer retryAfterSeconds,
        Integer status,
        Silence silence,
        Integer afterSeconds,
        Integer together) {

    private static final int MAX_TIMES = 1_000_000;
    private static final int MAX_DELAY_MS = 60_000;
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_TOGETHER = 1_000;
    private static final int FIRST_STATUS = 300;
    private static final int LAST_STATUS = 599;

    public FaultProgram {
        if (fault == null) {
            throw new WrongFault("fault", "fault is missing");
        }
        within("times", times, 1, MAX_TIMES);
        within("delayMs", delayMs, 0, MAX_DELAY_MS);
        within("retryAfterSeconds", retryAfterSeconds, 0, MAX_SECONDS);
        within("status", status, FIRST_STATUS, LAST_STATUS);
        within("afterSeconds", afterSeconds, 0, MAX_SECONDS);
        within("together", together, 2, MAX_TOGETHER);
        if (fault == Fault.STATUS_ONLY && status == null) {
            throw new WrongFault("status", "status is missing: which one is to be answered?");
        }
        if (fault == Fault.FORGETS && times != null) {
            throw new WrongFault("times", "times does not go with forgets: it holds until it is switched off");
        }
    }

    /** @throws WrongFault if something is said that does not go with the fault over this wire */
    public FaultProgram checkedFor(Wire wire) {
        check(wire, FaultOption.DELAY_MS, delayMs);
        check(wire, FaultOption.RETRY_AFTER_SECONDS, retryAfterSeconds);
        check(wire, FaultOption.STATUS, status);
        check(wire, FaultOption.SILENCE, silence);
        check(wire, FaultOption.AFTER_SECONDS, afterSeconds);
        check(wire, FaultOption.TOGETHER, together);
        return this;
    }

    private void check(Wire wire, FaultOption option, Object value) {
        if (value != null && !fault.goesWith(option, wire)) {
            List<String> fields = fault.optionFields(wire);
            throw new WrongFault(
                    option.field,
                    option.field + " does not go with " + fault.word() + " over " + wire + ", which takes "
                            + (fields.isEmpty() ? "nothing but times" : String.join(", ", fields)));
        }
    }

    private static void within(String field, Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new WrongFault(field, field + " is " + value + ", but must be " + least + " to " + most);
        }
    }

    public int delayMsOr(long otherwise) {
        return Objects.requireNonNullElse(delayMs, (int) otherwise);
    }

    public int statusOr(int otherwise) {
        return Objects.requireNonNullElse(status, otherwise);
    }

    public int togetherOr(int otherwise) {
        return Objects.requireNonNullElse(together, otherwise);
    }

    int afterSecondsOr(int otherwise) {
        return Objects.requireNonNullElse(afterSeconds, otherwise);
    }
}
