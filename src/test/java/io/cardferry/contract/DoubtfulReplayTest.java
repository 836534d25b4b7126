package io.cardferry.contract;

import static io.cardferry.contract.DeadLetterDesk.id;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dead letter in doubt whose issuer can be asked: that comes first. */
class DoubtfulReplayTest {

    @RegisterExtension
    static final HubFixture hub =
            DeadLetterDesk.hubThatGivesUpSoon().with("cardferry.issuers.aurora.retry.max-age", "3s");

    private final DeadLetterDesk desk = new DeadLetterDesk(hub);
    private final String account = anAccount();

    @Test
    void itsIssuerIsAskedAndNothingIsSentASecondTime() {
        String registrationId = hub.begin(all(saysNothing()));
        hub.awaitCard(registrationId, "DEAD_LETTERED");
        JsonNode dead = desk.waiting(registrationId);
        assertThat(dead.path("inDoubt").asBoolean()).isTrue();
        assertThat(dead.at("/reason/code").asText()).isEqualTo("retries-exhausted");
        assertThat(desk.dryRun(id(dead), "").path("action").asText()).isEqualTo("inquire");
        hub.aurora.answers(account, call -> HubFixture.approved(posts().get(0)));

        HttpResponse<String> replayed = desk.replay(id(dead), "");

        assertThat(replayed.statusCode()).isEqualTo(202);
        assertThat(json(replayed).path("status").asText()).isEqualTo("IN_DOUBT");
        JsonNode card = hub.awaitCard(registrationId, "APPROVED");
        assertThat(card.path("issuerRequestId")).isEqualTo(dead.path("issuerRequestId"));
        assertThat(posts()).hasSize(1);
    }

    @Test
    void whatItNeverSawIsSentAgainAsItWas() {
        String registrationId = hub.begin(all(saysNothing()));
        hub.awaitCard(registrationId, "DEAD_LETTERED");
        hub.aurora.answers(
                account,
                call -> call.method().equals("GET")
                        ? Reply.answer(404, "{\"code\":\"UNKNOWN_REQUEST\"}")
                        : HubFixture.approved(call));

        desk.replay(id(desk.waiting(registrationId)), "");

        hub.awaitCard(registrationId, "APPROVED");
        assertThat(posts()).hasSize(2);
        assertThat(posts().get(1).body()).isEqualTo(posts().get(0).body());
    }

    private String saysNothing() {
        hub.aurora.says(account, Reply.answer(500, ""));
        return account;
    }

    private List<Call> posts() {
        return hub.aurora.calls(account).stream()
                .filter(call -> call.method().equals("POST"))
                .toList();
    }
}
