package io.cardferry.mocks.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A fault that was switched on, as the switchboard lists it.
 *
 * @param id by which it is switched off
 * @param target which calls it meets
 * @param program what goes wrong
 * @param applied how many calls met it so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "target", "program", "applied", "remaining"})
public record SwitchedFault(
        String id,
        @JsonUnwrapped FaultTarget target,
        @JsonUnwrapped FaultProgram program,
        int applied) {

    /** How many calls will still meet it; {@code null}: all. */
    public Integer getRemaining() {
        return program.times() == null ? null : Integer.valueOf(program.times() - applied);
    }

    boolean isSpent() {
        return program.times() != null && applied >= program.times();
    }

    boolean meets(MockCall call) {
        return !isSpent()
                && target.fits(call)
                && program.fault() != Fault.FORGETS
                && (call.tookEffect() || !program.fault().meetsRepeatsOnly());
    }

    SwitchedFault appliedOnce() {
        return new SwitchedFault(id, target, program, applied + 1);
    }
}
