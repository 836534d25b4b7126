package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.decided;
import static io.cardferry.contract.HubFixture.selecting;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** At most one card registration per account, device and card is in force. */
class InForceTest {

    @RegisterExtension
    static final HubFixture hub = new HubFixture();

    private static final String REPLACING = "\"all\":true,\"replaceExisting\":true";

    private final String account = anAccount();

    @Test
    void aCardThatIsApprovedOnTheDeviceIsNotRegisteredAgain() {
        String first = hub.register(all(account)).path("registrationId").asText();

        JsonNode second = hub.register(all(account));

        assertThat(second.path("status").asText()).isEqualTo("COMPLETED");
        assertRejectedFor(second.at("/cards/0"), first);
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void anotherDeviceIsAnotherRegistration() {
        hub.register(all(account));

        JsonNode other = hub.register(all(account).replace("tv-77", "tv-78"));

        assertThat(other.at("/cards/0/status").asText()).isEqualTo("APPROVED");
    }

    @Test
    void aDeclinedCardCanBeTriedAgain() {
        hub.aurora.answers(account, call -> decided(call, "DECLINED", "\"reasonCode\":\"05\""));
        hub.register(all(account));
        hub.aurora.answers(account, HubFixture::approved);

        assertThat(hub.register(all(account)).at("/cards/0/status").asText()).isEqualTo("APPROVED");
    }

    @Test
    void aCardThatWaitsForTheCardholderCanBeNeitherRepeatedNorReplaced() {
        hub.aurora.answers(account, call -> decided(call, "REQUIRE_ADDITIONAL_AUTHENTICATION", "\"x\":1"));
        String first = hub.register(all(account)).path("registrationId").asText();

        assertRejectedFor(hub.register(all(account)).at("/cards/0"), first);
        assertRejectedFor(hub.register(selecting(account, REPLACING)).at("/cards/0"), first);
    }

    @Test
    void aCardThatIsInWorkCanBeNeitherRepeatedNorReplaced() {
        CountDownLatch decided = new CountDownLatch(1);
        hub.aurora.answers(account, call -> Reply.after(decided, HubFixture.approved(call)));
        String first = hub.begin(all(account));
        hub.awaitCard(first, "SUBMITTING");

        assertRejectedFor(hub.register(all(account)).at("/cards/0"), first);
        assertRejectedFor(hub.register(selecting(account, REPLACING)).at("/cards/0"), first);
        decided.countDown();
        hub.awaitCard(first, "APPROVED");
    }

    @Test
    void aCardInDoubtCanNotBeReplaced() {
        hub.aurora.says(account, Reply.answer(500, ""));
        String first = hub.begin(all(account));
        hub.awaitCard(first, "IN_DOUBT");

        assertRejectedFor(hub.register(selecting(account, REPLACING)).at("/cards/0"), first);
    }

    @Test
    void anApprovedCardIsReplacedOnceTheNewOneIsApproved() {
        hub.register(all(account));
        JsonNode second = hub.register(selecting(account, REPLACING));
        assertThat(second.at("/cards/0/status").asText()).isEqualTo("APPROVED");

        assertRejectedFor(
                hub.register(all(account)).at("/cards/0"),
                second.path("registrationId").asText());
    }

    @Test
    void anApprovedCardStaysInForceWhenItsReplacementIsDeclined() {
        String first = hub.register(all(account)).path("registrationId").asText();
        hub.aurora.answers(account, call -> decided(call, "DECLINED", "\"reasonCode\":\"05\""));
        JsonNode second = hub.register(selecting(account, REPLACING));
        assertThat(second.at("/cards/0/status").asText()).isEqualTo("DECLINED");

        assertRejectedFor(hub.register(all(account)).at("/cards/0"), first);
    }

    @Test
    void ofSixteenRegistrationsAtOnceOneGetsTheCard() {
        List<CompletableFuture<JsonNode>> begun = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> hub.register(all(account))))
                .limit(16)
                .toList();

        List<JsonNode> cards = begun.stream()
                .map(CompletableFuture::join)
                .map(resource -> resource.at("/cards/0"))
                .toList();
        assertThat(cards)
                .filteredOn(card -> "APPROVED".equals(card.path("status").asText()))
                .hasSize(1);
        assertThat(cards)
                .filteredOn(card ->
                        "already-registered".equals(card.at("/reason/code").asText()))
                .hasSize(15);
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void theOtherCardsOfTheRequestGoOn() {
        hub.register(all(account));
        hub.source.says(
                account,
                CardList.of(account)
                        .with(CardList.card("c-1"))
                        .with(CardList.card("c-2"))
                        .reply());

        JsonNode resource = hub.register(all(account));

        assertThat(each(resource.path("cards"), "status")).containsExactly("REJECTED", "APPROVED");
    }

    private static void assertRejectedFor(JsonNode card, String registrationId) {
        assertThat(card.path("status").asText()).isEqualTo("REJECTED");
        assertThat(card.at("/reason/code").asText()).isEqualTo("already-registered");
        assertThat(card.at("/reason/detail").asText()).isEqualTo(registrationId);
    }
}
