package io.cardferry.drill;

import io.cardferry.contract.Enrolments;
import io.cardferry.contract.HubFixture;
import io.cardferry.contract.Reply;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.drill.Message.Registered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An issuer's own books: what it was sent, and what took effect. It keeps to its promise that a request id that it gets
 * again takes effect once, and gets the first answer; and it looks whether a repeat is the same, byte for byte.
 */
final class IssuerBooks {

    private static final Reply NEVER_SEEN = Reply.answer(404, "{\"code\":\"UNKNOWN_REQUEST\"}");
    private static final List<String> OWN_HEADERS = List.of("Idempotency-Key", "X-Correlation-Id", "Content-Type");

    private final Function<Call, Message> reader;
    private final Function<Call, Reply> approval;
    private final Map<String, List<Call>> arrivals = new HashMap<>();
    private final Map<Registered, Set<String>> effects = new HashMap<>();
    private final Set<String> changedRepeats = new LinkedHashSet<>();
    private volatile BiFunction<Message, Integer, Fault> faults = (message, arrival) -> Fault.NONE;
    private volatile Function<Integer, Fault> inquiryFaults = inquiry -> Fault.NONE;
    private int inquiries;

    private IssuerBooks(Function<Call, Message> reader, Function<Call, Reply> approval) {
        this.reader = reader;
        this.approval = approval;
    }

    static IssuerBooks ofAurora() {
        return new IssuerBooks(Message::ofAurora, HubFixture::approved);
    }

    static IssuerBooks ofBorealis() {
        return new IssuerBooks(Message::ofBorealis, Enrolments::approved);
    }

    /** From now on this goes wrong, by the message and how often it has come; 1 is the first time. */
    void fail(BiFunction<Message, Integer, Fault> how) {
        faults = how;
    }

    /** From now on this goes wrong with inquiries, by how many there have been. */
    void failInquiries(Function<Integer, Fault> how) {
        inquiryFaults = how;
    }

    /** What the issuer does with a call. */
    Reply receive(Call call) {
        return call.method().equals("GET") ? inquire(call) : register(call);
    }

    private synchronized Reply register(Call call) {
        Message message = reader.apply(call);
        List<Call> sameId = arrivals.computeIfAbsent(message.requestId(), id -> new ArrayList<>());
        sameId.add(call);
        if (!isSame(call, sameId.get(0))) {
            changedRepeats.add(message.requestId());
        }
        Fault fault = faults.apply(message, sameId.size());
        if (fault.takesEffect()) {
            effects.computeIfAbsent(message.registered(), what -> new LinkedHashSet<>())
                    .add(message.requestId());
        }
        return fault.reply(approval.apply(call));
    }

    private synchronized Reply inquire(Call call) {
        inquiries++;
        String requestId = call.rawPath().substring(call.rawPath().lastIndexOf('/') + 1);
        boolean tookEffect = effects.values().stream().anyMatch(ids -> ids.contains(requestId));
        Reply known = tookEffect ? approval.apply(arrivals.get(requestId).get(0)) : NEVER_SEEN;
        return inquiryFaults.apply(inquiries).reply(known);
    }

    private static boolean isSame(Call call, Call first) {
        return Arrays.equals(call.body(), first.body())
                && call.rawPath().equals(first.rawPath())
                && OWN_HEADERS.stream()
                        .allMatch(name -> String.valueOf(call.header(name)).equals(String.valueOf(first.header(name))));
    }

    /** What took effect, and under which request ids: more than one is a card registered twice. */
    synchronized Map<Registered, Set<String>> effects() {
        return Map.copyOf(effects);
    }

    /** The request ids whose messages did not stay the same. */
    synchronized Set<String> changedRepeats() {
        return Set.copyOf(changedRepeats);
    }

    /** How many messages came about an account. */
    synchronized int messages(String account) {
        return (int) arrivals.values().stream()
                .flatMap(List::stream)
                .filter(call -> reader.apply(call).registered().account().equals(account))
                .count();
    }

    synchronized int messages() {
        return arrivals.values().stream().mapToInt(List::size).sum();
    }

    synchronized int inquiries() {
        return inquiries;
    }
}
