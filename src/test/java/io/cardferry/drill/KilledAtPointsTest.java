package io.cardferry.drill;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.CardList;
import io.cardferry.contract.Reply;
import io.cardferry.drill.Message.Registered;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 at each point of a registration's way. The hub is started again on the same folder, and goes on. */
class KilledAtPointsTest {

    @RegisterExtension
    static final DrilledHub drilled = new DrilledHub();

    private final World world = drilled.world;
    private final String account = anAccount();

    @BeforeEach
    void begin() {
        world.knowsTwoCards(account);
        world.aurora.fail((message, arrival) -> Fault.NONE);
        world.borealis.fail((message, arrival) -> Fault.NONE);
        world.aurora.failInquiries(inquiry -> Fault.NONE);
    }

    @Test
    void beforeItsAcceptanceIsCommittedARequestIsNotThereAndItsRepeatIsTheFirst() {
        String key = aKey();
        drilled.stopAt(Point.ACCEPTING);
        CompletableFuture<HttpResponse<String>> unanswered = postLater(key);
        drilled.awaitStopped(1);
        drilled.goOnTo(Point.COMMITTING);
        drilled.awaitStopped(1);

        drilled.killAndStart();

        assertThat(unanswered).isCompletedExceptionally();
        assertThat(world.registrations(account)).isZero();
        HttpResponse<String> repeated = world.hub.post(key, all(account), "Prefer", "wait=30");
        assertThat(repeated.statusCode()).as(repeated.body()).isEqualTo(201);
        assertThat(repeated.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertApprovedOnce(id(repeated));
    }

    @Test
    void onceItsAcceptanceIsCommittedARequestGoesOnAndIsFoundUnderItsKey() {
        String key = aKey();
        drilled.stopAt(Point.ACCEPTED);
        CompletableFuture<HttpResponse<String>> unanswered = postLater(key);
        drilled.awaitStopped(1);

        drilled.killAndStart();

        assertThat(unanswered).isCompletedExceptionally();
        HttpResponse<String> repeated = world.hub.post(key, all(account), "Prefer", "wait=30");
        assertThat(repeated.statusCode()).as(repeated.body()).isEqualTo(200);
        assertThat(repeated.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertApprovedOnce(id(repeated));
    }

    @Test
    void whileItsSourceIsAskedARegistrationIsKeptAndItsKeyWithIt() {
        String key = aKey();
        CountDownLatch sourceAnswers = new CountDownLatch(1);
        world.hub.source.answers(account, call -> Reply.after(sourceAnswers, World.twoCards(account)));
        HttpResponse<String> accepted = world.hub.post(key, all(account), "Prefer", "respond-async");
        awaitCalls(() -> world.hub.source.calls(account).size(), 1);

        drilled.killAndStart();

        assertThat(accepted.statusCode()).isEqualTo(202);
        sourceAnswers.countDown();
        HttpResponse<String> again = world.hub.post(key, all(account), "Prefer", "wait=30");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(accepted.headers().firstValue("Location"));
        assertThat(world.hub.post(key, all(anAccount())).statusCode()).isEqualTo(422);
        assertApprovedOnce(id(accepted));
    }

    @Test
    void afterDiscoveryTheCardsAreSentAndNotFoundAnew() {
        String id = beginAndKillAt(Point.FOUND);

        assertApprovedOnce(id);
        assertThat(world.hub.source.calls(account)).hasSize(1);
        assertThat(world.aurora.messages(account)).isEqualTo(1);
        assertThat(world.borealis.messages(account)).isEqualTo(1);
    }

    @Test
    void betweenIntentAndSendingACardIsInDoubtAndIsSentForTheFirstTimeAfterIt() {
        String id = beginAndKillAt(Point.INTENDED);

        assertApprovedOnce(id);
        assertThat(world.aurora.messages(account)).isEqualTo(1);
        assertThat(world.borealis.messages(account)).isEqualTo(1);
        assertThat(each(world.hub.history(id), "event")).contains("attempt-lost", "inquiry-ended");
    }

    @Test
    void whileAnIssuerThinksACardIsInDoubtUntilItIsKnown() {
        CountDownLatch inquiries = new CountDownLatch(1);
        world.aurora.fail((message, arrival) -> Fault.ACCEPTED_AND_HANGING);
        world.hub.source.says(
                account, CardList.of(account).with(CardList.card("c-1")).reply());
        world.hub.aurora.answers(
                account,
                call -> call.method().equals("GET")
                        ? Reply.after(inquiries, world.aurora.receive(call))
                        : world.aurora.receive(call));
        String id = world.hub.begin(all(account));
        awaitCalls(() -> world.aurora.messages(account), 1);

        drilled.killAndStart();

        JsonNode card = world.hub.awaitCard(id, "IN_DOUBT");
        assertThat(card.path("inDoubt").asBoolean()).isTrue();
        assertThat(card.path("attempts").asInt()).isEqualTo(1);
        assertThat(card.path("nextAttemptAt").isNull()).isFalse();
        inquiries.countDown();
        assertApprovedOnce(id);
        assertThat(world.aurora.messages(account)).isEqualTo(1);
    }

    @Test
    void betweenAnIssuersAnswerAndItsRecordACardIsAskedForOrSentTheSameAgain() {
        String id = beginAndKillAt(Point.ANSWERED);

        assertApprovedOnce(id);
        assertThat(world.aurora.messages(account)).as("it was asked for").isEqualTo(1);
        assertThat(world.borealis.messages(account)).as("it was sent again").isEqualTo(2);
    }

    @Test
    void whileItBecomesADeadLetterACardDiesOnce() {
        world.aurora.fail((message, arrival) -> Fault.REFUSED);
        drilled.stopAt(Point.DYING);
        String id = world.hub.begin(all(account));
        drilled.awaitStopped(1);

        drilled.killAndStart();

        world.hub.awaitCard(id, "DEAD_LETTERED");
        world.hub.awaitResource(
                id, each -> "COMPLETED".equals(each.path("status").asText()));
        JsonNode card = world.hub.resource(id).path("cards").path(0);
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-refused-message");
        assertThat(each(world.hub.history(id), "to")).containsOnlyOnce("DEAD_LETTERED");
        assertThat(world.aurora.effects()).doesNotContainKey(new Registered(account, "tv-77", "c-1"));
        world.assertEveryRepeatWasTheSame();
    }

    @Test
    void whatTheSweepHasTakenAndNotSentYetIsSentAfterIt() {
        world.aurora.fail((message, arrival) -> arrival == 1 ? Fault.BUSY : Fault.NONE);
        drilled.stopAt(Point.REPEATING);
        String id = world.hub.begin(all(account));
        drilled.awaitStopped(1);

        drilled.killAndStart();

        assertApprovedOnce(id);
        assertThat(world.aurora.messages(account)).isEqualTo(2);
    }

    @Test
    void whileTheSweepsRepeatsAreOnTheirWayNoneIsLostAndNoneIsDoubled() {
        world.aurora.fail((message, arrival) -> arrival == 1 ? Fault.BUSY : later(arrival));
        world.borealis.fail((message, arrival) -> arrival == 1 ? Fault.BUSY : later(arrival));
        List<String> accounts = IntStream.range(0, 8).mapToObj(i -> anAccount()).toList();
        List<String> ids = new ArrayList<>();
        for (String each : accounts) {
            world.knowsTwoCards(each);
            ids.add(world.hub.begin(all(each)));
        }
        accounts.forEach(each -> {
            awaitCalls(() -> world.aurora.messages(each), 2);
            awaitCalls(() -> world.borealis.messages(each), 2);
        });

        drilled.killAndStart();

        ids.forEach(world::awaitApprovedOnce);
    }

    /** The first repeats are accepted and not answered. */
    private static Fault later(int arrival) {
        return arrival == 2 ? Fault.ACCEPTED_AND_HANGING : Fault.NONE;
    }

    /** Registers; kills the hub when both cards have come to this point; starts it again. */
    private String beginAndKillAt(Point point) {
        drilled.stopAt(point);
        String id = world.hub.begin(all(account));
        drilled.awaitStopped(2);
        drilled.killAndStart();
        return id;
    }

    private void assertApprovedOnce(String id) {
        world.awaitApprovedOnce(id);
        assertThat(world.registrations(account)).isEqualTo(1);
    }

    private CompletableFuture<HttpResponse<String>> postLater(String key) {
        return CompletableFuture.supplyAsync(() -> world.hub.post(key, all(account), "Prefer", "wait=30"));
    }

    private static String id(HttpResponse<String> response) {
        return json(response).path("registrationId").asText();
    }

    private static void awaitCalls(IntSupplier calls, int number) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> calls.getAsInt() >= number);
    }
}
