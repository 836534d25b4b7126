package io.cardferry.contract;

import static io.cardferry.contract.DeadLetterDesk.id;
import static io.cardferry.contract.DeadLetterDesk.problem;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people found out about a card: the issuer's own word is recorded, or nothing more is wanted. */
class ClosingDeadLettersTest {

    @RegisterExtension
    static final HubFixture hub = DeadLetterDesk.hubThatGivesUpSoon();

    private final DeadLetterDesk desk = new DeadLetterDesk(hub);
    private final String account = anAccount();

    @Test
    void theIssuersPeopleSayThatTheyHaveIt() {
        String registrationId = desk.inDoubt(account);
        String dead = id(desk.waiting(registrationId));

        HttpResponse<String> resolved = desk.resolve(dead, "APPROVED", ",\"tokenReference\":\"tok-17\"");

        assertThat(resolved.statusCode()).isEqualTo(200);
        assertThat(json(resolved).path("registrationId").asText()).isEqualTo(registrationId);
        JsonNode card = hub.resource(registrationId).at("/cards/0");
        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(card.path("tokenReference").asText()).isEqualTo("tok-17");
        assertThat(desk.show(dead).path("state").asText()).isEqualTo("RESOLVED");
        assertThat(desk.told(registrationId)).containsExactly("resolved DEAD_LETTERED>APPROVED: by phone");
        assertThat(inForce()).isEqualTo("already-registered");
    }

    @Test
    void anApprovalWithoutItsTokenIsAnApproval() {
        String registrationId = desk.inDoubt(account);

        desk.resolve(id(desk.waiting(registrationId)), "APPROVED", "");

        JsonNode card = hub.resource(registrationId).at("/cards/0");
        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("tokenReference").isNull()).isTrue();
    }

    @Test
    void theIssuersPeopleSayThatTheyDeclinedIt() {
        String registrationId = desk.inDoubt(account);
        String dead = id(desk.waiting(registrationId));

        assertThat(desk.resolve(dead, "DECLINED", "").statusCode()).isEqualTo(200);

        JsonNode card = hub.resource(registrationId).at("/cards/0");
        assertThat(card.path("status").asText()).isEqualTo("DECLINED");
        assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-declined");
        assertThat(inForce()).isEqualTo("APPROVED");
    }

    @Test
    void theIssuersPeopleNeverSawItAndItIsReplayed() {
        String registrationId = desk.inDoubt(account);
        String dead = id(desk.waiting(registrationId));

        assertThat(desk.resolve(dead, "NOT_PROCESSED", "").statusCode()).isEqualTo(200);

        JsonNode still = desk.waiting(registrationId);
        assertThat(id(still)).isEqualTo(dead);
        assertThat(still.path("inDoubt").asBoolean()).isFalse();
        hub.borealis.answers(account, Enrolments::approved);
        assertThat(desk.dryRun(dead, "").path("action").asText()).isEqualTo("send-again");
        assertThat(desk.replay(dead, "").statusCode()).isEqualTo(202);
        hub.awaitCard(registrationId, "APPROVED");
        assertThat(hub.borealis.calls(account)).hasSize(2);
    }

    @Test
    void theIssuersPeopleNeverSawItAndItIsDiscarded() {
        String registrationId = desk.inDoubt(account);
        String dead = id(desk.waiting(registrationId));
        desk.resolve(dead, "NOT_PROCESSED", "");

        assertThat(desk.discard(dead).statusCode()).isEqualTo(200);

        assertThat(hub.resource(registrationId).at("/cards/0/status").asText()).isEqualTo("DISCARDED");
        assertThat(desk.told(registrationId))
                .containsExactly(
                        "resolved DEAD_LETTERED>DEAD_LETTERED: by phone",
                        "discarded DEAD_LETTERED>DISCARDED: not wanted any more");
    }

    @Test
    void whatIsInDoubtIsNotDiscarded() {
        String registrationId = desk.inDoubt(account);
        String dead = id(desk.waiting(registrationId));

        assertThat(problem(desk.discard(dead))).isEqualTo("409 outcome-unknown");
        assertThat(id(desk.waiting(registrationId))).isEqualTo(dead);
    }

    @Test
    void aCardThatWasRegisteredAgainInTheMeantimeIsNotApprovedASecondTime() {
        String registrationId = desk.refused(account);
        hub.aurora.answers(account, HubFixture::approved);
        hub.register(all(account));

        HttpResponse<String> resolved = desk.resolve(id(desk.waiting(registrationId)), "APPROVED", "");

        assertThat(problem(resolved)).isEqualTo("409 superseded");
    }

    @Test
    void aRegistrationThatDiedAsAWholeIsDiscardedAndNeverResolved() {
        String registrationId = desk.withoutSources(account);
        String dead = id(desk.waiting(registrationId));

        HttpResponse<String> resolved = desk.resolve(dead, "APPROVED", "");
        assertThat(problem(resolved)).isEqualTo("422 invalid-request");
        assertThat(json(resolved).path("detail").asText()).contains("replay or discard");

        HttpResponse<String> discarded = desk.discard(dead);
        assertThat(discarded.statusCode()).isEqualTo(200);
        assertThat(json(discarded)).isEqualTo(hub.resource(registrationId));
        assertThat(json(discarded).path("status").asText()).isEqualTo("FAILED");
        assertThat(desk.show(dead).path("state").asText()).isEqualTo("DISCARDED");
        assertThat(desk.told(registrationId)).containsExactly("discarded ->-: not wanted any more");
    }

    @Once
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "replay | {} | /reason",
                "replay | [] | ``",
                "replay | {'reason':''} | /reason",
                "replay | {'reason':null} | /reason",
                "replay | {'reason':7} | /reason",
                "replay | {'reason':'a\\nb'} | /reason",
                "replay | {'reason':'a','dryRun':'true'} | /dryRun",
                "replay | {'reason':'a','force':1,'refresh':'no'} | /force /refresh",
                "discard | {} | /reason",
                "discard | {'reason':[]} | /reason",
                "resolve | {} | /outcome /reason",
                "resolve | {'reason':'a','outcome':'approved'} | /outcome",
                "resolve | {'reason':'a','outcome':'DECLINED','tokenReference':'t'} | /tokenReference",
                "resolve | {'reason':'a','outcome':'NOT_PROCESSED','tokenReference':'t'} | /tokenReference",
                "resolve | {'reason':'a','outcome':'APPROVED','tokenReference':''} | /tokenReference",
                "resolve | {'reason':'a','outcome':'APPROVED','tokenReference':'a\\u0007'} | /tokenReference",
                "resolve | {'reason':'a','outcome':'APPROVED','tokenReference':'4111 1111 1111 1111'} | /tokenReference",
            })
    void everyMissingOrWrongFieldIsNamed(String action, String template, String pointers) {
        assertWrong(desk.act("01a20411-3c55-7a10-9b1e-2f64c1d0a7e3", action, template.replace('\'', '"')), pointers);
    }

    @Test
    void aReasonHasUpToFiveHundredCharacters() {
        String registrationId = desk.refused(account);
        String dead = id(desk.waiting(registrationId));
        String wave = "\uD83C\uDF0A";

        assertThat(desk.act(dead, "discard", "{\"reason\":\"" + wave.repeat(501) + "\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(desk.act(dead, "discard", "{\"reason\":\"" + wave.repeat(500) + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(desk.told(registrationId).get(0)).endsWith(wave.repeat(500));
    }

    @Test
    void anActionIsJsonThatSaysNothingTwice() {
        String dead = "01a20411-3c55-7a10-9b1e-2f64c1d0a7e3";
        assertThat(desk.act(dead, "discard", "{").statusCode()).isEqualTo(400);
        assertThat(desk.act(dead, "discard", "{\"reason\":\"a\",\"reason\":\"a\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(desk.act(dead, "discard", " ".repeat(64 * 1024 + 1)).statusCode())
                .isEqualTo(413);
        assertThat(hub.get(DeadLetterDesk.path(dead, "discard")).statusCode()).isEqualTo(405);
        assertThat(hub.ask("/v1/dead-letters", "{}").statusCode()).isEqualTo(405);
    }

    static void assertWrong(HttpResponse<String> response, String pointers) {
        assertThat(problem(response)).as(response.body()).isEqualTo("422 invalid-request");
        assertThat(each(json(response).path("errors"), "pointer")).containsExactlyInAnyOrder(pointers.split(" "));
    }

    /** What becomes of the same card in another registration: whether the first one keeps it from being made. */
    private String inForce() {
        hub.borealis.answers(account, Enrolments::approved);
        JsonNode card = hub.register(all(account)).at("/cards/0");
        return card.at("/reason/code").asText(card.path("status").asText());
    }
}
