package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An issuer that is not there is left alone and tried out now and then, and the others don't notice. */
class DeadIssuerTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.aurora.response-timeout", "3s")
            .with("cardferry.issuers.aurora.retry.first-delay", "100ms")
            .with("cardferry.issuers.aurora.retry.max-delay", "100ms")
            .with("cardferry.issuers.aurora.retry.max-attempts", "1000")
            .with("cardferry.issuers.borealis.response-timeout", "3s");

    private static final AtomicReference<Function<Call, Reply>> AURORA = new AtomicReference<>();

    @BeforeEach
    void listen() {
        hub.aurora.behave(call -> AURORA.get().apply(call));
    }

    @Test
    void aDeadIssuersCardsWaitUntilItAnswersAgainAndTheOthersGoOn() {
        AURORA.set(call -> Reply.answer(503, ""));
        List<String> registrations = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            registrations.add(hub.begin(all(anAccount())));
        }
        awaitState("DEGRADED");

        String late = anAccount();
        String held = hub.begin(all(late));
        JsonNode waiting = hub.awaitCard(held, "RETRY_SCHEDULED");
        registrations.add(held);

        assertThat(waiting.path("attempts").asInt()).isEqualTo((int) hub.aurora.calls().stream()
                .filter(call ->
                        call.text().contains(waiting.path("issuerRequestId").asText()))
                .count());
        assertThat(waiting.at("/reason/code").asText()).isIn("issuer-unreachable", "issuer-busy");
        String other = anAccount();
        hub.source.says(
                other,
                CardList.of(other)
                        .with(CardList.card("c-2").replace("aurora", "borealis"))
                        .reply());
        hub.awaitCard(hub.begin(all(other)), "APPROVED");
        assertThat(stateOf("borealis")).isEqualTo("UP");

        AURORA.set(HubFixture::approved);

        registrations.forEach(registration -> hub.awaitCard(registration, "APPROVED"));
        awaitState("UP");
    }

    @Test
    void anIssuerThatRefusesUsAccessIsDegradedAndUpAgainWithTheNextAnswer() {
        AURORA.set(call -> Reply.answer(401, ""));
        String registration = hub.begin(all(anAccount()));

        assertThat(hub.awaitCard(registration, "RETRY_SCHEDULED")
                        .at("/reason/code")
                        .asText())
                .isEqualTo("issuer-access");
        awaitState("DEGRADED");

        AURORA.set(HubFixture::approved);
        hub.awaitCard(registration, "APPROVED");
        awaitState("UP");
    }

    private static void awaitState(String state) {
        Awaitility.await().atMost(GENEROUS).until(() -> stateOf("aurora"), state::equals);
    }

    private static String stateOf(String id) {
        return json(hub.get("/v1/issuers"))
                .path("issuers")
                .valueStream()
                .filter(issuer -> issuer.path("id").asText().equals(id))
                .map(issuer -> issuer.path("state").asText())
                .findFirst()
                .orElseThrow();
    }
}
