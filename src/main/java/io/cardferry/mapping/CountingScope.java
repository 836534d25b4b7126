package io.cardferry.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.impl.Scope;

/**
 * The variables of one run of a mapping. Every call of the mapping's own functions and every look at a variable passes
 * here, so here its steps are counted: a mapping that goes on for ever, or doubles what it has again and again, is ended,
 * without a clock and without a thread to watch it.
 */
final class CountingScope extends Scope {

    /** About a second's work; a list of 200 cards takes some thousands. */
    static final int MAX_STEPS = 5_000_000;

    /** Nested calls of the mapping's own functions. What it reads is nested at most 32 deep. */
    static final int MAX_CALLS = 250;

    private static final int CHARACTERS_PER_STEP = 8;

    private final String file;
    private long steps;
    private int calls;

    CountingScope(String file, int stackFrameSize) {
        super(stackFrameSize);
        this.file = file;
    }

    @Override
    public void enterFunction(int stackFrameSize) {
        calls++;
        if (calls > MAX_CALLS) {
            throw new MappingFailed(file, "its functions call each other more than " + MAX_CALLS + " deep");
        }
        count(1);
        super.enterFunction(stackFrameSize);
    }

    @Override
    public void leaveFunction() {
        calls--;
        super.leaveFunction();
    }

    @Override
    public JsonNode getValue(int slot) {
        JsonNode value = super.getValue(slot);
        count(1 + sizeOf(value));
        return value;
    }

    /** Whatever is done with a value takes as long as the value is large. */
    private static int sizeOf(JsonNode value) {
        if (value == null) {
            return 0;
        }
        return value.isTextual() ? value.textValue().length() / CHARACTERS_PER_STEP : value.size();
    }

    private void count(int more) {
        steps += more;
        if (steps > MAX_STEPS) {
            throw new MappingFailed(file, "the mapping takes more than " + MAX_STEPS + " steps");
        }
    }
}
