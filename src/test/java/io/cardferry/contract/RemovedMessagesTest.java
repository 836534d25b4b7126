package io.cardferry.contract;

import static io.cardferry.contract.DeadLetterDesk.id;
import static io.cardferry.contract.DeadLetterDesk.problem;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dead letters that have waited for longer than what is needed to send their cards is kept. */
class RemovedMessagesTest {

    @RegisterExtension
    static final HubFixture hub =
            DeadLetterDesk.hubThatGivesUpSoon().with("cardferry.dead-letters.keep-messages", "1s");

    private final DeadLetterDesk desk = new DeadLetterDesk(hub);

    @Test
    void itSaysSoAndOnlyARefreshBringsItsCardBack() {
        String account = anAccount();
        String registration = desk.refused(account);
        String dead = emptied(registration);

        HttpResponse<String> refused = desk.replay(dead, "");
        assertThat(problem(refused)).isEqualTo("422 invalid-request");
        assertThat(json(refused).at("/errors/0/pointer").asText()).isEqualTo("/refresh");
        assertThat(json(refused).path("detail").asText()).contains("its message was removed", "with refresh");
        JsonNode plan = desk.dryRun(dead, "");
        assertThat(plan.path("possible").asBoolean()).isFalse();
        assertThat(plan.path("problem").asText()).isEqualTo("invalid-request");
        assertThat(plan.path("detail").asText()).contains("with refresh");
        assertThat(each(hub.history(registration), "event")).containsOnlyOnce("message-removed");

        hub.aurora.answers(account, HubFixture::approved);
        assertThat(desk.dryRun(dead, ",\"refresh\":true").path("possible").asBoolean())
                .isTrue();
        assertThat(desk.replay(dead, ",\"refresh\":true").statusCode()).isEqualTo(202);
        hub.awaitCard(registration, "APPROVED");
    }

    @Test
    void aBulkReplaySkipsIt() {
        String dead = emptied(desk.refused(anAccount()));

        JsonNode counts = json(desk.bulk("{\"limit\":1000,\"reason\":\"all\",\"dryRun\":true}"));

        assertThat(counts.path("replayed").asInt()).isZero();
        assertThat(counts.path("skipped").asInt()).isPositive();
        assertThat(desk.show(dead).path("state").asText()).isEqualTo("OPEN");
    }

    @Test
    void inDoubtItIsLeftToAPerson() {
        String dead = emptied(desk.inDoubt(anAccount()));

        assertThat(problem(desk.replay(dead, ""))).isEqualTo("409 outcome-unknown");
        assertThat(problem(desk.replay(dead, ",\"force\":true"))).isEqualTo("409 outcome-unknown");
        assertThat(problem(desk.replay(dead, ",\"refresh\":true"))).isEqualTo("409 outcome-unknown");
        assertThat(desk.resolve(dead, "DECLINED", "").statusCode()).isEqualTo(200);
    }

    /** Waits until the message of the registration's only dead letter is removed. */
    private String emptied(String registration) {
        String dead = id(desk.waiting(registration));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> desk.show(dead).path("messageRemoved").asBoolean());
        return dead;
    }
}
