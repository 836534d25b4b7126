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
        private MockAnswer answer;
        private Instant answeredAt;
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

    /** The answer that was given to this request id first; made now if there is none yet. */
    synchronized MockAnswer answer(String requestId, Supplier<MockAnswer> decision) {
        Remembered request = remembered(requestId);
        if (request.answer == null) {
            request.answer = decision.get();
            request.answeredAt = clock.instant();
        }
        return request.answer;
    }

    synchronized Optional<MockAnswer> answer(String requestId) {
        return Optional.ofNullable(requests.get(requestId)).map(request -> request.answer);
    }

    /** What was sent last under this request id. */
    synchronized Optional<CardRequest> asked(String requestId) {
        return Optional.ofNullable(requests.get(requestId)).map(request -> request.asked);
    }

    /** Forgets a request id whose answer is so old; empty: whatever its age, it is kept. */
    synchronized void forgetAfter(OptionalInt seconds, String requestId) {
        Remembered request = requests.get(requestId);
        if (seconds.isPresent() && request != null && request.answeredAt != null) {
            Instant end = request.answeredAt.plus(Duration.ofSeconds(seconds.getAsInt()));
            if (!clock.instant().isBefore(end)) {
                requests.remove(requestId);
            }
        }
    }

    private Remembered remembered(String requestId) {
        return requests.computeIfAbsent(requestId, id -> new Remembered());
    }
}
