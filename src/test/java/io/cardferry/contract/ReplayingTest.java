package io.cardferry.contract;

import static io.cardferry.contract.DeadLetterDesk.id;
import static io.cardferry.contract.DeadLetterDesk.problem;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way back for what was given up. */
class ReplayingTest {

    @RegisterExtension
    static final HubFixture hub = DeadLetterDesk.hubThatGivesUpSoon();

    private final DeadLetterDesk desk = new DeadLetterDesk(hub);
    private final String account = anAccount();

    @Test
    void aReplaySendsTheSameBytesUnderTheSameRequestId() {
        String registrationId = desk.refused(account);
        hub.aurora.answers(account, HubFixture::approved);

        HttpResponse<String> replayed = desk.replay(id(desk.waiting(registrationId)), "");

        assertThat(replayed.statusCode()).isEqualTo(202);
        assertThat(json(replayed).path("registrationId").asText()).isEqualTo(registrationId);
        assertThat(json(replayed).path("status").asText()).isEqualTo("RETRY_SCHEDULED");
        JsonNode card = hub.awaitCard(registrationId, "APPROVED");
        List<Call> calls = hub.aurora.calls(account);
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).body()).isEqualTo(calls.get(0).body());
        assertThat(calls.get(1).header("Idempotency-Key"))
                .isEqualTo(card.path("issuerRequestId").asText())
                .isEqualTo(calls.get(0).header("Idempotency-Key"));
        assertThat(hub.resource(registrationId).path("status").asText()).isEqualTo("COMPLETED");
        assertThat(desk.told(registrationId))
                .containsExactly("replayed DEAD_LETTERED>RETRY_SCHEDULED: the issuer is back");
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndChangesNothing() {
        String registrationId = desk.refused(account);
        JsonNode dead = desk.waiting(registrationId);
        JsonNode before = hub.resource(registrationId);
        JsonNode history = hub.history(registrationId);

        JsonNode plan = desk.dryRun(id(dead), "");

        assertThat(plan.path("action").asText()).isEqualTo("send-again");
        assertThat(plan.path("possible").asBoolean()).isTrue();
        assertThat(plan.path("problem").isNull()).isTrue();
        assertThat(desk.dryRun(id(dead), ",\"refresh\":true").path("action").asText())
                .isEqualTo("refresh");
        assertThat(desk.waiting(registrationId)).isEqualTo(dead);
        assertThat(hub.resource(registrationId)).isEqualTo(before);
        assertThat(hub.history(registrationId)).isEqualTo(history);
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void everyDeathNamesTheOneBeforeIt() {
        String registrationId = desk.refused(account);
        String first = id(desk.waiting(registrationId));
        assertThat(desk.waiting(registrationId).path("previousDeadLetterId").isNull())
                .isTrue();

        String second = diesAgain(registrationId, first);
        String third = diesAgain(registrationId, second);

        assertThat(desk.show(third).path("previousDeadLetterId").asText()).isEqualTo(second);
        assertThat(desk.show(second).path("previousDeadLetterId").asText()).isEqualTo(first);
        assertThat(desk.show(first).path("state").asText()).isEqualTo("REPLAYED");
        assertThat(desk.show(third).path("attempts").asInt()).isEqualTo(3);
        assertThat(desk.told(registrationId)).hasSize(2);
    }

    @Test
    void whatNoLongerWaitsCantBeReplayedAgain() {
        String registrationId = desk.refused(account);
        String dead = id(desk.waiting(registrationId));
        hub.aurora.answers(account, HubFixture::approved);
        desk.replay(dead, "");
        hub.awaitCard(registrationId, "APPROVED");

        assertThat(problem(desk.replay(dead, ""))).isEqualTo("409 not-dead-lettered");
        assertThat(problem(desk.replay(dead, ",\"refresh\":true"))).isEqualTo("409 not-dead-lettered");
        assertThat(problem(desk.discard(dead))).isEqualTo("409 not-dead-lettered");
        assertThat(problem(desk.resolve(dead, "DECLINED", ""))).isEqualTo("409 not-dead-lettered");
        JsonNode plan = desk.dryRun(dead, "");
        assertThat(plan.path("possible").asBoolean()).isFalse();
        assertThat(plan.path("problem").asText()).isEqualTo("not-dead-lettered");
    }

    @Test
    void ofManyReplaysAndDiscardsAtOnceOneWins() {
        String registrationId = desk.refused(account);
        String dead = id(desk.waiting(registrationId));

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 8)
                .mapToObj(i -> hub.askLater(
                        DeadLetterDesk.path(dead, i % 2 == 0 ? "replay" : "discard"),
                        "{\"reason\":\"race " + i + "\"}"))
                .toList();

        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(statuses).filteredOn(status -> status < 300).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(7);
        assertThat(desk.told(registrationId)).hasSize(1);
    }

    @Test
    void anotherRegistrationThatHasTakenItsPlaceIsInTheWay() {
        String registrationId = desk.refused(account);
        String dead = id(desk.waiting(registrationId));
        hub.aurora.answers(account, HubFixture::approved);
        String other = hub.register(all(account)).path("registrationId").asText();

        HttpResponse<String> replayed = desk.replay(dead, "");

        assertThat(problem(replayed)).isEqualTo("409 superseded");
        assertThat(json(replayed).path("detail").asText()).contains(other);
        assertThat(desk.dryRun(dead, "").path("problem").asText()).isEqualTo("superseded");
        assertThat(problem(desk.replay(dead, ",\"refresh\":true"))).isEqualTo("409 superseded");
        assertThat(problem(desk.replay(dead, ",\"force\":true"))).isEqualTo("409 superseded");
        assertThat(desk.discard(dead).statusCode()).isEqualTo(200);
    }

    @Test
    void whereNobodyCanTellAndARepeatIsNotSafeItTakesForce() {
        String registrationId = desk.inDoubt(account);
        String dead = id(desk.waiting(registrationId));

        assertThat(problem(desk.replay(dead, ""))).isEqualTo("409 outcome-unknown");
        JsonNode plan = desk.dryRun(dead, "");
        assertThat(plan.path("possible").asBoolean()).isFalse();
        assertThat(plan.path("problem").asText()).isEqualTo("outcome-unknown");
        assertThat(plan.path("detail").asText()).contains("resolve", "force");
        assertThat(desk.dryRun(dead, ",\"force\":true").path("possible").asBoolean())
                .isTrue();
        assertThat(hub.borealis.calls(account)).hasSize(1);

        hub.borealis.answers(account, Enrolments::approved);
        assertThat(desk.replay(dead, ",\"force\":true").statusCode()).isEqualTo(202);

        hub.awaitCard(registrationId, "APPROVED");
        List<Call> calls = hub.borealis.calls(account);
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).body()).isEqualTo(calls.get(0).body());
        assertThat(desk.told(registrationId)).containsExactly("forced DEAD_LETTERED>IN_DOUBT: the issuer is back");
    }

    @Test
    void aRegistrationWhoseSourcesWereDownStartsOver() {
        String registrationId = desk.withoutSources(account);
        JsonNode dead = desk.waiting(registrationId);
        assertThat(dead.path("cardRef").isNull()).isTrue();
        assertThat(dead.at("/reason/code").asText()).isEqualTo("source-unavailable");
        assertThat(desk.dryRun(id(dead), "").path("action").asText()).isEqualTo("start-over");
        hub.source.says(account, CardList.of(account).with(CardList.card("c-1")).reply());

        HttpResponse<String> replayed = desk.replay(id(dead), "");

        assertThat(replayed.statusCode()).isEqualTo(202);
        assertThat(json(replayed).path("status").asText()).isEqualTo("PROCESSING");
        hub.awaitCard(registrationId, "APPROVED");
        assertThat(hub.resource(registrationId).path("status").asText()).isEqualTo("COMPLETED");
        assertThat(desk.told(registrationId)).containsExactly("replayed FAILED>PROCESSING: the issuer is back");
    }

    @Test
    void anIdThatNoDeadLetterHasIsNotFound() {
        for (String id : List.of(UUID.randomUUID().toString(), "x", "1-1-1-1-1")) {
            assertThat(problem(desk.replay(id, ""))).isEqualTo("404 not-found");
            assertThat(problem(desk.replay(id, ",\"dryRun\":true"))).isEqualTo("404 not-found");
            assertThat(problem(desk.resolve(id, "DECLINED", ""))).isEqualTo("404 not-found");
            assertThat(problem(desk.discard(id))).isEqualTo("404 not-found");
            assertThat(problem(hub.get("/v1/dead-letters/" + id))).isEqualTo("404 not-found");
        }
    }

    @Test
    void aReasonIsKeptWithoutWhatCouldBeACardNumber() {
        String registrationId = desk.refused(account);

        desk.act(
                id(desk.waiting(registrationId)),
                "replay",
                "{\"reason\":\"customer says 4111 1111 1111 1111 was refused\"}");

        assertThat(desk.told(registrationId).get(0)).endsWith(": customer says *** was refused");
    }

    private String diesAgain(String registrationId, String before) {
        desk.replay(before, "");
        hub.awaitResource(
                registrationId,
                resource -> resource.at("/cards/0/attempts").asInt()
                        == desk.show(before).path("attempts").asInt() + 1);
        hub.awaitCard(registrationId, "DEAD_LETTERED");
        return id(desk.waiting(registrationId));
    }
}
