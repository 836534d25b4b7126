package io.cardferry.contract;

import static io.cardferry.contract.DeadLetterDesk.id;
import static io.cardferry.contract.DeadLetterDesk.problem;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A card that died may have been replaced since: it is read again from its source. */
class RefreshingTest {

    private static final String REFRESH = ",\"refresh\":true";
    private static final String NEW_SEAL = CardList.SEALED.replace("c2VhbGVk", "bmV3ZXI");

    @RegisterExtension
    static final HubFixture hub = DeadLetterDesk.hubThatGivesUpSoon();

    private final DeadLetterDesk desk = new DeadLetterDesk(hub);
    private final String account = anAccount();

    @Test
    void theCardGoesOutAsItIsNowUnderANewRequestId() {
        String registrationId = desk.refused(account);
        JsonNode dead = desk.waiting(registrationId);
        lists(CardList.card("c-1").replace(CardList.SEALED, NEW_SEAL).replace("\"1111\"", "\"2222\""));
        hub.aurora.answers(account, HubFixture::approved);

        HttpResponse<String> replayed = desk.replay(id(dead), REFRESH);

        assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(202);
        JsonNode card = hub.awaitCard(registrationId, "APPROVED");
        String before = dead.path("issuerRequestId").asText();
        String after = card.path("issuerRequestId").asText();
        assertThat(after).isNotEqualTo(before);
        assertThat(card.path("last4").asText()).isEqualTo("2222");
        List<Call> calls = hub.aurora.calls(account);
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).header("Idempotency-Key")).isEqualTo(after);
        assertThat(calls.get(1).text()).contains(NEW_SEAL).contains(after);
        assertThat(hub.history(registrationId))
                .filteredOn(entry -> entry.path("event").asText().equals("card-refreshed"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("detail").asText()).contains(before, after));
        Call asked = hub.source.calls(account).get(1);
        assertThat(asked.header("X-Request-Id")).isEqualTo(registrationId);
        assertThat(asked.header("X-Account-Assertion")).isNull();
    }

    @Test
    void whatIsInDoubtIsNotRefreshedWithOrWithoutForce() {
        String registrationId = desk.inDoubt(account);
        String dead = id(desk.waiting(registrationId));

        assertThat(problem(desk.replay(dead, REFRESH))).isEqualTo("409 outcome-unknown");
        assertThat(problem(desk.replay(dead, REFRESH + ",\"force\":true"))).isEqualTo("409 outcome-unknown");
        assertThat(desk.dryRun(dead, REFRESH).path("problem").asText()).isEqualTo("outcome-unknown");
        assertThat(hub.source.calls(account)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "incomplete"})
    void aSourceThatCantSayNowIsNamed(String how) {
        String registrationId = desk.refused(account);
        String dead = id(desk.waiting(registrationId));
        hub.source.says(
                account,
                how.equals("failed")
                        ? Reply.answer(500, "")
                        : CardList.of(account).incomplete().reply());

        HttpResponse<String> replayed = desk.replay(dead, REFRESH);

        assertThat(problem(replayed)).isEqualTo("503 unavailable");
        assertThat(json(replayed).path("detail").asText()).contains("phone-wallet", how);
        assertThat(id(desk.waiting(registrationId))).isEqualTo(dead);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card-not-found", "card-expired", "card-suspended", "issuer-not-supported"})
    void aCardThatCantBeRegisteredAnyMoreStaysDead(String reason) {
        String registrationId = desk.refused(account);
        String dead = id(desk.waiting(registrationId));
        switch (reason) {
            case "card-not-found" -> lists(CardList.card("c-2"));
            case "card-expired" -> lists(CardList.leastCard("c-1", "EXPIRED"));
            case "card-suspended" -> lists(CardList.leastCard("c-1", "SUSPENDED"));
            default -> lists(CardList.card("c-1").replace("aurora", "nobody"));
        }

        HttpResponse<String> replayed = desk.replay(dead, REFRESH);

        ClosingDeadLettersTest.assertWrong(replayed, "/refresh");
        assertThat(json(replayed).at("/errors/0/detail").asText()).contains(reason);
        assertThat(id(desk.waiting(registrationId))).isEqualTo(dead);
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void anAccountThatTheSourceDoesNotKnowAnyMoreHasNoSuchCard() {
        String registrationId = desk.refused(account);
        hub.source.says(account, Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}"));

        HttpResponse<String> replayed = desk.replay(id(desk.waiting(registrationId)), REFRESH);

        ClosingDeadLettersTest.assertWrong(replayed, "/refresh");
    }

    @Test
    void ofARegistrationThatDiedAsAWholeItIsAReplay() {
        String registrationId = desk.withoutSources(account);
        String dead = id(desk.waiting(registrationId));
        lists(CardList.card("c-1"));
        hub.aurora.answers(account, HubFixture::approved);

        assertThat(desk.dryRun(dead, REFRESH).path("action").asText()).isEqualTo("start-over");
        assertThat(desk.replay(dead, REFRESH).statusCode()).isEqualTo(202);

        hub.awaitCard(registrationId, "APPROVED");
    }

    private void lists(String card) {
        hub.source.says(account, CardList.of(account).with(card).reply());
    }
}
