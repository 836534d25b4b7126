package io.cardferry.contract;

import static io.cardferry.contract.DeadLetterDesk.id;
import static io.cardferry.contract.DeadLetterDesk.problem;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static io.cardferry.contract.Json.keys;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators see of dead letters. */
class DeadLetterListTest {

    @RegisterExtension
    static final HubFixture hub = DeadLetterDesk.hubThatGivesUpSoon();

    private final DeadLetterDesk desk = new DeadLetterDesk(hub);

    @Test
    void aDeadLetterTellsWhatDiedAndWhy() {
        String registrationId = desk.refused(anAccount());

        JsonNode dead = desk.waiting(registrationId);

        assertThat(keys(dead))
                .containsExactly(
                        "deadLetterId",
                        "previousDeadLetterId",
                        "registrationId",
                        "cardRef",
                        "issuer",
                        "issuerRequestId",
                        "inDoubt",
                        "reason",
                        "attempts",
                        "firstAttemptAt",
                        "lastAttemptAt",
                        "diedAt",
                        "state",
                        "closedAt",
                        "messageRemoved");
        JsonNode card = hub.resource(registrationId).at("/cards/0");
        for (String field : List.of("cardRef", "issuer", "issuerRequestId", "inDoubt", "reason", "attempts")) {
            assertThat(dead.path(field)).as(field).isEqualTo(card.path(field));
        }
        assertThat(dead.path("state").asText()).isEqualTo("OPEN");
        assertThat(desk.show(id(dead))).isEqualTo(dead);
    }

    @Test
    void thoseThatWaitAreFoundByIssuerDoubtAndReason() {
        String refused = desk.refused(anAccount());
        String inDoubt = desk.inDoubt(anAccount());
        String sourceless = desk.withoutSources(anAccount());

        assertThat(registrations("issuer=borealis")).contains(inDoubt).doesNotContain(refused, sourceless);
        assertThat(registrations("inDoubt=false")).contains(refused, sourceless).doesNotContain(inDoubt);
        assertThat(registrations("reason=source-unavailable"))
                .contains(sourceless)
                .doesNotContain(refused, inDoubt);
        assertThat(registrations("issuer=aurora&inDoubt=false&reason=issuer-refused-message"))
                .contains(refused)
                .doesNotContain(sourceless, inDoubt);
        assertThat(registrations("issuer=aurora&inDoubt=true")).isEmpty();
        assertThat(registrations("issuer=nobody")).isEmpty();
    }

    @Test
    void theListIsGoneThroughPageByPageNewestFirst() {
        List<String> died = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            died.add(0, desk.refused(anAccount()));
        }

        JsonNode first = json(desk.list("?issuer=aurora&limit=2"));
        JsonNode second = json(desk.list(
                "?limit=1&issuer=aurora&cursor=" + first.path("nextCursor").asText()));

        assertThat(each(first.path("deadLetters"), "registrationId")).isEqualTo(died.subList(0, 2));
        assertThat(each(second.path("deadLetters"), "registrationId")).isEqualTo(died.subList(2, 3));
    }

    @Test
    void whatIsClosedIsShownAndNoLongerListed() {
        String registrationId = desk.refused(anAccount());
        String dead = id(desk.waiting(registrationId));

        desk.discard(dead);

        assertThat(registrations("")).doesNotContain(registrationId);
        assertThat(desk.show(dead).path("state").asText()).isEqualTo("DISCARDED");
        assertThat(desk.show(dead).path("closedAt").isTextual()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "limit=0 limit",
                "limit=201 limit",
                "limit=-1 limit",
                "limit=ten limit",
                "limit=99999999999999999999 limit",
                "inDoubt=yes inDoubt",
                "inDoubt=TRUE inDoubt",
                "reason=boredom reason",
                "reason=RETRIES_EXHAUSTED reason",
                "issuer=aurora&issuer=borealis issuer",
                "cursor=abc cursor",
                "cursor=AQGiBMZxzXHQuZZfYTaVS_D9cB4D3_FVvW3S-zepQHAv cursor",
                "issuer=%00 issuer",
                "issuer=%C3 decoded",
                "issuer=%ff decoded",
            })
    void aWrongParameterIsNamed(String query, String name) {
        HttpResponse<String> response = desk.list("?" + query);

        assertThat(problem(response)).isEqualTo("400 bad-request");
        assertThat(json(response).path("detail").asText()).contains(name);
    }

    @Test
    void everyWrongParameterIsNamedAtOnce() {
        assertThat(json(desk.list("?limit=0&inDoubt=1&reason=4111111111111111"))
                        .path("detail")
                        .asText())
                .contains("limit", "inDoubt", "reason")
                .doesNotContain("4111");
    }

    @Test
    void anEmptyParameterSaysNothingAndAnUnknownOneIsIgnored() {
        String registrationId = desk.refused(anAccount());

        assertThat(registrations("issuer=&inDoubt=&reason=&colour=red&colour=blue"))
                .contains(registrationId);
    }

    @Test
    void parametersAreDecodedAsFormsWriteThem() {
        String registrationId = desk.refused(anAccount());

        assertThat(registrations("issuer=%61uror%61")).contains(registrationId);
        assertThat(registrations("issuer=aurora+")).isEmpty();
        assertThat(registrations("reason=issuer%2Drefused%2Dmessage")).contains(registrationId);
    }

    @Test
    void aCursorIsGoodForItsOwnListOnly() {
        desk.refused(anAccount());
        desk.refused(anAccount());
        String cursor =
                json(desk.list("?issuer=aurora&limit=1")).path("nextCursor").asText();

        assertThat(problem(desk.list("?limit=1&cursor=" + cursor))).isEqualTo("400 bad-request");
        assertThat(problem(desk.list("?issuer=aurora&inDoubt=false&cursor=" + cursor)))
                .isEqualTo("400 bad-request");
        assertThat(desk.list("?issuer=aurora&cursor=" + cursor).statusCode()).isEqualTo(200);
    }

    /** Camel makes message headers of parameters; here none of them gets anywhere. */
    @Test
    void aParameterSteersNothing() {
        String registrationId = desk.refused(anAccount());
        JsonNode dead = desk.waiting(registrationId);

        String steering = "?CamelHttpUri=http://127.0.0.1:1/&deadLetterId=x&CamelBeanMethodName=page&registrationId=x";

        assertThat(json(hub.get("/v1/dead-letters/" + id(dead) + steering))).isEqualTo(dead);
        assertThat(hub.get("/v1/registrations/" + registrationId + steering).statusCode())
                .isEqualTo(200);
    }

    private List<String> registrations(String query) {
        return desk.all(query).stream()
                .map(dead -> dead.path("registrationId").asText())
                .toList();
    }
}
