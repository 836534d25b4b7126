package io.cardferry.contract;

import static io.cardferry.contract.DeadLetterDesk.id;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After an outage many wait for the same replay. */
class BulkReplayTest {

    private static final int MANY = 110;

    @RegisterExtension
    static final HubFixture hub = DeadLetterDesk.hubThatGivesUpSoon();

    private final DeadLetterDesk desk = new DeadLetterDesk(hub);

    /** A list can be a moment behind what the registrations show, so it is looked at until it is empty. */
    @BeforeEach
    void nothingWaits() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            List<JsonNode> waiting = desk.all("");
            waiting.forEach(this::close);
            return waiting.isEmpty();
        });
    }

    private void close(JsonNode dead) {
        HttpResponse<String> closed =
                dead.path("inDoubt").asBoolean() ? desk.resolve(id(dead), "DECLINED", "") : desk.discard(id(dead));
        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);
    }

    @Test
    void whatMatchesIsReplayedAndWhatNeedsForceIsSkipped() {
        String mended = anAccount();
        String first = desk.refused(mended);
        hub.aurora.answers(mended, HubFixture::approved);
        String inDoubt = desk.inDoubt(anAccount());
        String account = anAccount();
        String superseded = desk.refused(account);
        hub.aurora.answers(account, HubFixture::approved);
        hub.register(HubFixture.all(account));

        HttpResponse<String> dryRun = desk.bulk("{\"limit\":10,\"reason\":\"looking\",\"dryRun\":true}");
        assertThat(dryRun.statusCode()).isEqualTo(200);
        assertThat(numbers(dryRun)).containsExactly(3, 1, 2);
        assertThat(desk.all("")).hasSize(3);

        HttpResponse<String> replayed = desk.bulk("{\"limit\":10,\"reason\":\"aurora is back\"}");

        assertThat(replayed.statusCode()).isEqualTo(202);
        hub.awaitCard(first, "APPROVED");
        assertThat(numbers(replayed)).containsExactly(3, 1, 2);
        assertThat(desk.told(first).get(0)).endsWith(": aurora is back");
        assertThat(desk.told(inDoubt)).isEmpty();
        assertThat(desk.told(superseded)).isEmpty();
    }

    @Test
    void issuerAndReasonChoose() {
        desk.refused(anAccount());
        desk.inDoubt(anAccount());
        desk.withoutSources(anAccount());

        assertThat(numbers(preview("\"issuer\":\"aurora\""))).containsExactly(1, 1, 0);
        assertThat(numbers(preview("\"issuer\":\"borealis\""))).containsExactly(1, 0, 1);
        assertThat(numbers(preview("\"reasonCode\":\"source-unavailable\""))).containsExactly(1, 1, 0);
        assertThat(numbers(preview("\"issuer\":\"aurora\",\"reasonCode\":\"source-unavailable\"")))
                .containsExactly(0, 0, 0);
    }

    @Test
    void theOldestComeFirstAndNoMoreThanTheLimit() {
        String oldest = desk.refused(anAccount());
        String middle = desk.refused(anAccount());
        String newest = desk.refused(anAccount());

        assertThat(numbers(desk.bulk("{\"limit\":2,\"reason\":\"two of them\"}")))
                .containsExactly(2, 2, 0);

        assertThat(desk.told(oldest)).hasSize(1);
        assertThat(desk.told(middle)).hasSize(1);
        assertThat(desk.told(newest)).isEmpty();
    }

    @Test
    void moreThanAPageAreReplayedAndNoneTwiceAlthoughTheyDieAgain() {
        List<String> registrations = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String account = anAccount();
            hub.aurora.says(account, DeadLetterDesk.REFUSED);
            registrations.add(hub.begin(HubFixture.all(account)));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> desk.all("").size() == MANY);

        assertThat(numbers(desk.bulk("{\"limit\":1000,\"reason\":\"all of them\"}")))
                .containsExactly(MANY, MANY, 0);

        registrations.forEach(registration -> awaitAttempts(registration, 2));
        assertThat(registrations)
                .allSatisfy(registration -> assertThat(desk.told(registration)).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /limit /reason",
                "{'limit':0,'reason':'a'} | /limit",
                "{'limit':1001,'reason':'a'} | /limit",
                "{'limit':'5','reason':'a'} | /limit",
                "{'limit':1.5,'reason':'a'} | /limit",
                "{'limit':5,'reason':'a','issuer':''} | /issuer",
                "{'limit':5,'reason':'a','issuer':7} | /issuer",
                "{'limit':5,'reason':'a','reasonCode':'boredom'} | /reasonCode",
                "{'limit':5,'reason':'a','reasonCode':true} | /reasonCode",
                "{'limit':5,'reason':'a','dryRun':'yes'} | /dryRun",
            })
    void everyMissingOrWrongFieldIsNamed(String template, String pointers) {
        ClosingDeadLettersTest.assertWrong(desk.bulk(template.replace('\'', '"')), pointers);
    }

    /** Until it has died once more: else it would do so in the middle of the next test. */
    private static void awaitAttempts(String registration, int attempts) {
        hub.awaitResource(
                registration,
                resource -> resource.at("/cards/0/attempts").asInt() == attempts
                        && resource.at("/cards/0/status").asText().equals("DEAD_LETTERED"));
    }

    private HttpResponse<String> preview(String criteria) {
        return desk.bulk("{\"limit\":10,\"reason\":\"looking\",\"dryRun\":true," + criteria + "}");
    }

    private static List<Integer> numbers(HttpResponse<String> response) {
        JsonNode body = json(response);
        return List.of(
                body.path("matched").asInt(),
                body.path("replayed").asInt(),
                body.path("skipped").asInt());
    }
}
