package io.cardferry.mocks.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The faults that are switched on. Each call meets one at most: of those that fit it, the one that was switched on first and
 * is not spent yet. So several faults in a row are a sequence.
 */
public final class Faults {

    /** How many are kept; a spent one makes room for another. */
    public static final int MAX_FAULTS = 100;

    private final List<SwitchedFault> faults = new ArrayList<>();
    private int lastId;

    /** @throws WrongFault if so many are on that there is no room for another */
    synchronized SwitchedFault switchOn(FaultTarget target, FaultProgram program) {
        if (faults.size() >= MAX_FAULTS && !removeFirstSpent()) {
            throw new WrongFault("", MAX_FAULTS + " faults are on, which is the most: DELETE /mock/faults clears them");
        }
        lastId++;
        SwitchedFault fault = new SwitchedFault("f-" + lastId, target, program, 0);
        faults.add(fault);
        return fault;
    }

    private boolean removeFirstSpent() {
        Optional<SwitchedFault> spent =
                faults.stream().filter(SwitchedFault::isSpent).findFirst();
        spent.ifPresent(faults::remove);
        return spent.isPresent();
    }

    /** What goes wrong with this call, which uses up one of the fault's times. */
    public synchronized Optional<FaultProgram> meet(MockCall call) {
        for (int place = 0; place < faults.size(); place++) {
            SwitchedFault fault = faults.get(place);
            if (fault.meets(call)) {
                faults.set(place, fault.appliedOnce());
                return Optional.of(fault.program());
            }
        }
        return Optional.empty();
    }

    /** For how many seconds an issuer knows the request id of this registration after its answer; empty: for ever. */
    public synchronized OptionalInt knownForSeconds(MockCall call) {
        return faults.stream()
                .filter(fault -> fault.program().fault() == Fault.FORGETS)
                .filter(fault -> fault.target().fits(call))
                .mapToInt(fault -> fault.program().afterSecondsOr(0))
                .min();
    }

    synchronized List<SwitchedFault> all() {
        return List.copyOf(faults);
    }

    /** Whether there was one. */
    synchronized boolean switchOff(String id) {
        return faults.removeIf(fault -> fault.id().equals(id));
    }

    synchronized void switchOffAll() {
        faults.clear();
    }
}
