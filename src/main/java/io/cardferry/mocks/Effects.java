package io.cardferry.mocks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mocks.wire.Told;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What took effect at the mock issuers, and how often: the proof of "exactly once in effect". It watches the issuers and is no
 * part of them: clearing it makes none of them forget. Bounded: request ids that were seen first leave first, the totals stay.
 */
public final class Effects {

    /** How many request ids, and how many cards, are kept. */
    static final int MAX_KEPT = 100_000;

    /** How many are told at once: the last ones. */
    static final int MAX_TOLD = 1_000;

    private record Request(String issuer, String requestId) {}

    private record Card(String issuer, String accountId, String deviceId, String cardRef, String last4) {}

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<Request, EffectCount> requests = bounded();
    private final Map<Card, Integer> cards = bounded();
    private final Clock clock;
    private EffectTotals totals = new EffectTotals();

    Effects(Clock clock) {
        this.clock = clock;
    }

    synchronized void received(String issuer, CardRequest asked, byte[] body) {
        totals.received++;
        if (count(issuer, asked.requestId()).receive(asked, body, clock.instant())) {
            totals.differentBytes++;
        }
    }

    synchronized void inquired(String issuer, String requestId) {
        totals.inquiries++;
        count(issuer, requestId).inquire(clock.instant());
    }

    /** @param card which was decided on; a card that was declined may come again, one that was registered may not */
    synchronized void tookEffect(String issuer, CardRequest asked, MockCard card) {
        totals.effects++;
        boolean requestDoubled = count(issuer, asked.requestId()).takeEffect() == 2;
        boolean cardDoubled = card.behaviour() != Decision.DECLINE
                && cards.merge(
                                new Card(issuer, asked.accountId(), asked.deviceId(), asked.cardRef(), card.last4()),
                                1,
                                Integer::sum)
                        == 2;
        if (requestDoubled || cardDoubled) {
            totals.doubled++;
        }
    }

    private EffectCount count(String issuer, String requestId) {
        return requests.computeIfAbsent(new Request(issuer, requestId), request -> {
            totals.requestIds++;
            return new EffectCount();
        });
    }

    /** Everything: totals, what was doubled, and the request ids that were seen last, per issuer. */
    public synchronized Told tell() {
        ObjectNode told = json.createObjectNode();
        totals.describe(told.putObject("totals"));
        tellDoubled(told.putArray("doubled"));
        Map<String, ObjectNode> issuers = new TreeMap<>();
        last(requests)
                .forEach((request, count) ->
                        count.describe(issuers.computeIfAbsent(request.issuer(), issuer -> json.createObjectNode())
                                .putObject(request.requestId())));
        told.putObject("issuers").setAll(issuers);
        return Told.ok(told.toString());
    }

    private void tellDoubled(ArrayNode doubled) {
        last(requests).forEach((request, count) -> {
            if (count.effects() > 1) {
                ObjectNode one = doubled.addObject();
                one.put("issuer", request.issuer()).put("requestId", request.requestId());
                one.put("effects", count.effects());
            }
        });
        last(cards).forEach((card, effects) -> {
            if (effects > 1) {
                ObjectNode one = doubled.addObject().put("issuer", card.issuer());
                one.put("accountId", card.accountId()).put("deviceId", card.deviceId());
                one.put("cardRef", card.cardRef()).put("last4", card.last4()).put("effects", effects);
            }
        });
    }

    /**
     * What is known of one request id.
     *
     * @param rawPath the request's path, whose last segment is the request id
     */
    public synchronized Told tellOne(String rawPath) {
        String requestId = rawPath.substring(rawPath.lastIndexOf('/') + 1);
        return requests.entrySet().stream()
                .filter(entry -> entry.getKey().requestId().equals(requestId))
                .findFirst()
                .map(entry -> {
                    ObjectNode one =
                            json.createObjectNode().put("issuer", entry.getKey().issuer());
                    entry.getValue().describe(one);
                    return Told.ok(one.toString());
                })
                .orElseGet(() -> Told.notFound("no issuer has seen " + requestId + " since the counts began"));
    }

    /** Counts anew, from nothing. */
    public synchronized Told reset() {
        requests.clear();
        cards.clear();
        totals = new EffectTotals();
        return Told.nothing();
    }

    private static <K, V> Map<K, V> last(Map<K, V> all) {
        Map<K, V> last = new LinkedHashMap<>();
        int skipped = Math.max(0, all.size() - MAX_TOLD);
        all.entrySet().stream().skip(skipped).forEach(entry -> last.put(entry.getKey(), entry.getValue()));
        return last;
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_KEPT;
            }
        };
    }
}
