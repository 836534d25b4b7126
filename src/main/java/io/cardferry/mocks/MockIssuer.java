package io.cardferry.mocks;

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

    /**
     * What a registration asks for, and what will go wrong with it: a fault that is switched on, or else the card's own.
     *
     * @param requestIdBeside the request id as it stands beside the message too; {@code null} if nothing stands there
     */
    public MockRequest read(byte[] body, String requestIdBeside) {
        MockRequest request = around.desk().open(words.read(body, requestIdBeside), name);
        CardRequest asked = request.asked();
        if (asked.requestId().isEmpty()) {
            return request;
        }
        around.effects().received(name, asked, body);
        forgetIfDue(asked, asked.requestId());
        boolean tookEffect = memory.decided(asked.requestId()).isPresent();
        int send = memory.sent(asked);
        Optional<FaultProgram> ofCard =
                Optional.ofNullable(request.card()).flatMap(card -> card.faultAt(send, tookEffect));
        return request.meeting(around.faults()
                .meet(call(Place.REGISTRATION, asked, tookEffect))
                .or(() -> ofCard)
                .orElse(null));
    }

    /** Takes effect, unless this request id did before. */
    public MockAnswer decide(MockRequest request) {
        CardRequest asked = request.asked();
        MockAnswer normal = request.card() == null
                ? words.refused(asked, asked.problem())
                : words.decided(asked, memory.decided(asked.requestId(), () -> effect(request)));
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
        Decided decided = effect(request);
        memory.decided(request.asked().requestId(), () -> decided);
    }

    /** Takes no effect. */
    public MockAnswer leaveUndone(MockRequest request) {
        return faulty(request, words.refused(request.asked(), "MESSAGE_REFUSED"));
    }

    private Decided effect(MockRequest request) {
        around.effects().tookEffect(name, request.asked(), request.card());
        return new Decided(request.card().behaviour(), words.newToken());
    }

    /**
     * The remembered answer, or that the request id was never seen.
     *
     * @param rawPath the request's path, whose last segment is the request id
     */
    public MockAnswer inquire(String rawPath) {
        return answerInquiry(CardRequest.inquiry(rawPath.substring(rawPath.lastIndexOf('/') + 1), ""));
    }

    /** The same of an issuer that is asked by message. */
    public MockAnswer inquireBy(byte[] message) {
        CardRequest question = words.read(message, null);
        return question.problem() == null ? answerInquiry(question) : words.refused(question, question.problem());
    }

    private MockAnswer answerInquiry(CardRequest question) {
        String requestId = question.requestId();
        around.effects().inquired(name, requestId);
        CardRequest asked = memory.asked(requestId).orElse(question).under(requestId, question.envelope());
        forgetIfDue(asked, requestId);
        Optional<Decided> known = memory.decided(requestId);
        MockAnswer normal = known.map(decided -> words.decided(asked, decided)).orElseGet(() -> words.neverSeen(asked));
        FaultProgram fault = around.faults()
                .meet(call(Place.INQUIRY, asked, known.isPresent()))
                .orElse(null);
        return faulty(new MockRequest(asked, null, fault), normal);
    }

    private void forgetIfDue(CardRequest asked, String requestId) {
        memory.forgetAfter(around.faults().knownForSeconds(call(Place.REGISTRATION, asked, false)), requestId);
    }

    private MockCall call(Place place, CardRequest asked, boolean tookEffect) {
        return new MockCall(name, place, asked.accountId(), asked.cardRef(), tookEffect);
    }

    private MockAnswer faulty(MockRequest request, MockAnswer normal) {
        if (request.fault() == null) {
            return normal;
        }
        CardRequest asked = request.asked();
        Decided approved = Decided.approved(words.newToken());
        return switch (request.fault().fault()) {
            case ANOTHER_REQUEST ->
                words.decided(asked.under(UUID.randomUUID().toString(), asked.envelope()), approved);
            case NO_TOKEN -> words.decided(asked, Decided.approved(""));
            case PUT_OFF -> words.putOff(asked);
            case REFUSES -> refusal(request.fault(), normal);
            case ANSWER_TO_NOBODY -> normal.precededBy(words.decided(words.ofNobody(asked), approved));
            case TWO_DECISIONS -> normal.followedBy(contradiction(asked));
            default ->
                words.troubled(request.fault().fault(), asked)
                        .orElseGet(
                                () -> around.commonFaults().answer(request.fault(), normal, words.format(), address));
        };
    }

    private MockAnswer contradiction(CardRequest asked) {
        return memory.decided(asked.requestId())
                .map(decided -> words.decided(asked, decided.contradicted(words.newToken())))
                .orElseGet(() -> words.refused(asked, asked.problem()));
    }

    private MockAnswer refusal(FaultProgram program, MockAnswer inItsOwnWords) {
        return program.status() == null ? inItsOwnWords : words.format().trouble(program.status(), "MESSAGE_REFUSED");
    }
}
