package io.cardferry.mocks;

import io.cardferry.mocks.fault.Fault;
import io.cardferry.mocks.fault.FaultProgram;
import io.cardferry.mocks.fault.MockCall;
import io.cardferry.mocks.fault.Place;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A mock issuer: it reads a request, opens its sealed card, and gives one answer per request id for ever, unless a fault is in
 * its way. What happens in which order is the routes' choice.
 */
public final class MockIssuer {

    private static final int NOT_FOUND = 404;

    private static final int PROCESSED_LATER_MS = 5_000;

    private final String name;
    private final String address;
    private final IssuerWords words;
    private final IssuerMemory memory;
    private final IssuerSurroundings around;

    /**
     * @param name as faults and effects call it
     * @param address the path of its registrations
     */
    MockIssuer(String name, String address, IssuerWords words, IssuerSurroundings around) {
        this.name = name;
        this.address = address;
        this.words = words;
        this.memory = new IssuerMemory(around.clock());
        this.around = around;
    }

    /** What a registration asks for, and what will go wrong with it: a fault that is switched on, or else the card's own. */
    public MockRequest read(byte[] body, String idempotencyKey) {
        CardRequest asked = words.read(body, idempotencyKey);
        if (asked.requestId().isEmpty()) {
            return MockRequest.refused(asked, asked.problem());
        }
        around.effects().received(name, asked, body);
        forgetIfDue(asked, asked.requestId());
        boolean tookEffect = memory.answer(asked.requestId()).isPresent();
        int send = memory.sent(asked);
        MockRequest request = around.desk().open(asked);
        Optional<FaultProgram> ofCard =
                Optional.ofNullable(request.card()).flatMap(card -> card.faultAt(send, tookEffect));
        return request.meeting(around.faults()
                .meet(call(Place.REGISTRATION, asked, tookEffect))
                .or(() -> ofCard)
                .orElse(null));
    }

    /** Takes effect, unless this request id did before. */
    public MockAnswer decide(MockRequest request) {
        MockAnswer normal = request.card() == null
                ? words.refused(request.asked().requestId(), request.problem())
                : memory.answer(request.asked().requestId(), () -> effect(request));
        return faulty(request, normal);
    }

    /** Takes effect after a while, even if this request id has taken effect by then. */
    public MockAnswer decideLater(MockRequest request) {
        if (request.card() != null) {
            int delayMs = request.fault().delayMsOr(PROCESSED_LATER_MS);
            around.later().schedule(() -> takeEffectLate(request), delayMs, TimeUnit.MILLISECONDS);
        }
        return leaveUndone(request);
    }

    private void takeEffectLate(MockRequest request) {
        MockAnswer decision = effect(request);
        memory.answer(request.asked().requestId(), () -> decision);
    }

    /** Takes no effect. */
    public MockAnswer leaveUndone(MockRequest request) {
        return faulty(request, words.refused(request.asked().requestId(), "MESSAGE_REFUSED"));
    }

    private MockAnswer effect(MockRequest request) {
        around.effects().tookEffect(name, request.asked(), request.card());
        return words.decided(request.card().behaviour(), request.asked().requestId(), words.newToken());
    }

    /**
     * The remembered answer, or that the request id was never seen.
     *
     * @param rawPath the request's path, whose last segment is the request id
     */
    public MockAnswer inquire(String rawPath) {
        String requestId = rawPath.substring(rawPath.lastIndexOf('/') + 1);
        around.effects().inquired(name, requestId);
        CardRequest asked = memory.asked(requestId).orElse(CardRequest.refused(requestId, null));
        forgetIfDue(asked, requestId);
        Optional<MockAnswer> known = memory.answer(requestId);
        MockAnswer normal = known.orElseGet(() -> words.format().trouble(NOT_FOUND, "UNKNOWN_REQUEST"));
        FaultProgram fault = around.faults()
                .meet(call(Place.INQUIRY, asked, known.isPresent()))
                .orElse(null);
        return faulty(new MockRequest(asked, null, null, fault), normal);
    }

    private void forgetIfDue(CardRequest asked, String requestId) {
        memory.forgetAfter(around.faults().knownForSeconds(call(Place.REGISTRATION, asked, false)), requestId);
    }

    private MockCall call(Place place, CardRequest asked, boolean tookEffect) {
        return new MockCall(name, place, asked.accountId(), asked.cardRef(), tookEffect);
    }

    private MockAnswer faulty(MockRequest request, MockAnswer normal) {
        String requestId = request.asked().requestId();
        Fault fault = request.fault() == null ? null : request.fault().fault();
        if (fault == Fault.ANOTHER_REQUEST) {
            return words.decided(Decision.APPROVE, UUID.randomUUID().toString(), words.newToken());
        }
        if (fault == Fault.NO_TOKEN) {
            return words.decided(Decision.APPROVE, requestId, "");
        }
        if (fault == Fault.PUT_OFF) {
            return words.putOff(requestId);
        }
        if (fault == Fault.REFUSES) {
            return refusal(request.fault(), normal);
        }
        return around.commonFaults().answer(request.fault(), normal, words.format(), address);
    }

    private MockAnswer refusal(FaultProgram program, MockAnswer inItsOwnWords) {
        return program.status() == null ? inItsOwnWords : words.format().trouble(program.status(), "MESSAGE_REFUSED");
    }
}
