package io.cardferry.mocks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What an issuer remembers per request id: its answer, and how often it was asked. Bounded: the oldest are forgotten. */
final class RequestMemory {

    /** @param effects how often the request took effect; {@code attempts} how often it came */
    record Effects(int effects, int attempts) {}

    private static final int MAX_REQUESTS = 100_000;

    private static final class Remembered {
        int attempts;
        int effects;
        String answer;
    }

    private final Map<String, Remembered> requests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MAX_REQUESTS;
        }
    };

    /** Counts an attempt; its number, 1 is the first. */
    synchronized int attempt(String requestId) {
        return ++requests.computeIfAbsent(requestId, id -> new Remembered()).attempts;
    }

    /** The answer that was given to this request id first; made now, and taking effect, if there is none yet. */
    synchronized String answer(String requestId, Supplier<String> decision) {
        Remembered entry = requests.computeIfAbsent(requestId, id -> new Remembered());
        if (entry.answer == null) {
            entry.answer = decision.get();
            entry.effects++;
        }
        return entry.answer;
    }

    synchronized Optional<String> answer(String requestId) {
        return Optional.ofNullable(requests.get(requestId)).map(entry -> entry.answer);
    }

    synchronized Map<String, Effects> effects() {
        Map<String, Effects> effects = new LinkedHashMap<>();
        requests.forEach((id, entry) -> effects.put(id, new Effects(entry.effects, entry.attempts)));
        return effects;
    }
}
