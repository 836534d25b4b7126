package io.cardferry.mocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What took effect, and how often: the integrator's proof. */
class EffectsTest {

    private static final MockCard CARD =
            new MockCard("c-1", "VISA", "4111111111111111", "2029-04", null, null, null, null, null, null);
    private static final MockCard DECLINED =
            new MockCard("c-1", "VISA", "4111111111111111", "2029-04", null, null, null, null, Decision.DECLINE, null);

    private final Effects effects = new Effects(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void countsWhatCameWhatTookEffectAndWhatWasAsked() throws Exception {
        effects.received("aurora", request("r-1"), bytes("one"));
        effects.received("aurora", request("r-1"), bytes("one"));
        effects.tookEffect("aurora", request("r-1"), CARD);
        effects.inquired("aurora", "r-1");

        JsonNode told = told();
        JsonNode one = told.at("/issuers/aurora/r-1");
        assertThat(one.path("received").asInt()).isEqualTo(2);
        assertThat(one.path("effects").asInt()).isEqualTo(1);
        assertThat(one.path("inquiries").asInt()).isEqualTo(1);
        assertThat(one.path("sameBytes").asBoolean()).isTrue();
        assertThat(one.path("sha256").asText()).hasSize(64);
        assertThat(one.path("firstAt").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(told.at("/totals/doubled").asInt()).isZero();
        assertThat(told.path("doubled")).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(effects.tellOne("/mock/effects/r-1").content())
                        .path("issuer")
                        .asText())
                .isEqualTo("aurora");
        assertThat(effects.tellOne("/mock/effects/r-2").status()).isEqualTo(404);
    }

    @Test
    void aRequestIdThatTookEffectTwiceIsDoubled() throws Exception {
        effects.tookEffect("aurora", request("r-1"), CARD);
        effects.tookEffect("aurora", request("r-1"), CARD);
        effects.tookEffect("aurora", request("r-1"), CARD);

        assertThat(told().at("/totals/doubled").asInt()).isEqualTo(1);
        assertThat(told().at("/doubled/0/requestId").asText()).isEqualTo("r-1");
        assertThat(told().at("/doubled/0/effects").asInt()).isEqualTo(3);
    }

    @Test
    void soIsACardOnADeviceThatWasRegisteredUnderTwoRequestIds() throws Exception {
        effects.tookEffect("aurora", request("r-1"), CARD);
        effects.tookEffect("aurora", request("r-2"), CARD);

        assertThat(told().at("/totals/doubled").asInt()).isEqualTo(1);
        JsonNode doubled = told().at("/doubled/0");
        assertThat(doubled.path("accountId").asText()).isEqualTo("acc-1");
        assertThat(doubled.path("deviceId").asText()).isEqualTo("tv-1");
        assertThat(doubled.path("cardRef").asText()).isEqualTo("c-1");
        assertThat(doubled.path("effects").asInt()).isEqualTo(2);
    }

    @Test
    void whatWasDeclinedMayComeAgainUnderAnotherRequestId() throws Exception {
        effects.tookEffect("aurora", request("r-1"), DECLINED);
        effects.tookEffect("aurora", request("r-2"), DECLINED);

        assertThat(told().at("/totals/doubled").asInt()).isZero();
    }

    @Test
    void aRepeatWithOtherBytesIsSeen() throws Exception {
        effects.received("aurora", request("r-1"), bytes("one"));
        effects.received("aurora", request("r-1"), bytes("other"));
        effects.received("aurora", request("r-1"), bytes("one"));

        assertThat(told().at("/issuers/aurora/r-1/sameBytes").asBoolean(true)).isFalse();
        assertThat(told().at("/totals/differentBytes").asInt()).isEqualTo(1);
    }

    @Test
    void theOldestLeaveAndTheTotalsStay() throws Exception {
        int all = Effects.MAX_KEPT + 1;
        for (int i = 0; i < all; i++) {
            effects.inquired("aurora", "r-" + i);
        }

        assertThat(effects.tellOne("/mock/effects/r-0").status()).isEqualTo(404);
        assertThat(effects.tellOne("/mock/effects/r-1").status()).isEqualTo(200);
        assertThat(told().at("/totals/requestIds").asInt()).isEqualTo(all);
        assertThat(told().at("/issuers/aurora")).hasSize(Effects.MAX_TOLD);
        assertThat(told().at("/issuers/aurora").has("r-" + (all - 1))).isTrue();
    }

    @Test
    void clearedCountsBeginAnew() throws Exception {
        effects.tookEffect("aurora", request("r-1"), CARD);
        effects.reset();

        assertThat(told().at("/totals/effects").asInt()).isZero();
        assertThat(told().path("issuers")).isEmpty();
    }

    @Test
    void noCallOfManyAtOnceIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String requestId = "r-" + i % 10;
            calls.add(threads.submit(() -> effects.received("aurora", request(requestId), bytes("one"))));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        threads.shutdown();

        assertThat(told().at("/totals/received").asInt()).isEqualTo(2_000);
        assertThat(told().at("/issuers/aurora/r-3/received").asInt()).isEqualTo(200);
    }

    private JsonNode told() throws Exception {
        return new ObjectMapper().readTree(effects.tell().content());
    }

    private static CardRequest request(String requestId) {
        return CardRequest.sealed(requestId, "acc-1", "tv-1", "c-1", "sealed");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
