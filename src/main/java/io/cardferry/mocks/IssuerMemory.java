package io.cardferry.mocks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What an issuer itself remembers per request id. Bounded: the oldest are forgotten. */
final class IssuerMemory {

    /** How many request ids an issuer remembers. */
    static final int MAX_REQUESTS = 100_000;

    private static final class Remembered {
        private int sends;
        private CardRequest asked;
        private Decided decided;
        private Instant decidedAt;
    }

    private final Clock clock;

    private final Map<String, Remembered> requests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MAX_REQUESTS;
        }
    };

    IssuerMemory(Clock clock) {
        this.clock = clock;
    }

    /** Counts a send; its number, 1 is the first. */
    synchronized int sent(CardRequest asked) {
        Remembered request = remembered(asked.requestId());
        request.asked = asked;
        return ++request.sends;
    }

    /** What was decided about this request id first; decided now if nothing was. */
    synchronized Decided decided(String requestId, Supplier<Decided> decision) {
        Remembered request = remembered(requestId);
        if (request.decided == null) {
            request.decided = decision.get();
            request.decidedAt = clock.instant();
        }
        return request.decided;
    }

    synchronized Optional<Decided> decided(String requestId) {
        return Optional.ofNullable(requests.get(requestId)).map(request -> request.decided);
    }

    /** What was sent last under this request id. */
    synchronized Optional<CardRequest> asked(String requestId) {
        return Optional.ofNullable(requests.get(requestId)).map(request -> request.asked);
    }

    /** Forgets a request id that was decided on so long ago; empty: whatever its age, it is kept. */
    synchronized void forgetAfter(OptionalInt seconds, String requestId) {
        Remembered request = requests.get(requestId);
        if (seconds.isPresent() && request != null && request.decidedAt != null) {
            Instant end = request.decidedAt.plus(Duration.ofSeconds(seconds.getAsInt()));
            if (!clock.instant().isBefore(end)) {
                requests.remove(requestId);
            }
        }
    }

    private Remembered remembered(String requestId) {
        return requests.computeIfAbsent(requestId, id -> new Remembered());
    }
}
