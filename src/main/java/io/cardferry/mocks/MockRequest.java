package io.cardferry.mocks;

import io.cardferry.mocks.fault.Effect;
import io.cardferry.mocks.fault.FaultProgram;

/**
 * A card registration request, and how a mock issuer will treat it.
 *
 * @param asked what it asks for
 * @param card the card, or {@code null} if something is wrong with the request, which then says what
 * @param fault what goes wrong with this call, or {@code null}
 */
public record MockRequest(CardRequest asked, MockCard card, FaultProgram fault) {

    static MockRequest of(CardRequest asked, MockCard card) {
        return new MockRequest(asked, card, null);
    }

    static MockRequest refused(CardRequest asked) {
        return new MockRequest(asked, null, null);
    }

    MockRequest meeting(FaultProgram program) {
        return new MockRequest(asked, card, program);
    }

    /** When it takes effect; the routes ask. */
    public Effect getEffect() {
        return fault == null ? Effect.NOW : fault.fault().effect();
    }
}
