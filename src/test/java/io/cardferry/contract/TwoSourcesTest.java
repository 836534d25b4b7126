package io.cardferry.contract;

import static io.cardferry.contract.CardList.card;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.selecting;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several card sources: an honest list, whoever answers. */
@Once
class TwoSourcesTest {

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.sources.watch-wallet.enabled", "true")
            .with("cardferry.sources.phone-wallet.retry.first-delay", "10ms")
            .with("cardferry.sources.phone-wallet.retry.max-attempts", "2")
            .with("cardferry.sources.watch-wallet.response-timeout", "3s")
            .with("cardferry.sources.watch-wallet.retry.first-delay", "10ms")
            .with("cardferry.sources.watch-wallet.retry.max-attempts", "2");

    private static final Reply UNKNOWN = Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}");
    private static final Reply BROKEN = Reply.answer(500, "");

    private final String account = anAccount();
    private final CardList list = CardList.of(account);

    @Test
    void bothAreAskedAtTheSameTimeAndTheirCardsGoTogether() {
        CountDownLatch both = new CountDownLatch(2);
        hub.source.answers(account, call -> {
            both.countDown();
            return Reply.after(both, list.with(card("c-1")).reply());
        });
        hub.watch.answers(account, call -> {
            both.countDown();
            return Reply.after(both, list.with(card("w-1")).reply());
        });

        JsonNode resource = hub.register(all(account));

        assertThat(each(resource.path("cards"), "cardRef")).containsExactly("c-1", "w-1");
        assertThat(each(resource.path("cards"), "source")).containsExactly("phone-wallet", "watch-wallet");
        assertThat(each(resource.path("cards"), "status")).containsOnly("APPROVED");
        assertThat(resource.at("/discovery/complete").asBoolean()).isTrue();
        assertThat(each(resource.at("/discovery/sources"), "source"))
                .containsExactlyInAnyOrder("phone-wallet", "watch-wallet");
    }

    @Test
    void withAllTheCardsThatWereFoundGoOnAlthoughASourceFailed() {
        hub.source.says(account, list.with(card("c-1")).reply());
        hub.watch.says(account, BROKEN);

        JsonNode resource = hub.register(all(account));

        assertThat(each(resource.path("cards"), "status")).containsExactly("APPROVED");
        assertThat(resource.at("/discovery/complete").asBoolean()).isFalse();
        assertThat(statuses(resource)).containsExactlyInAnyOrder("OK", "FAILED");
        assertThat(hub.watch.calls(account)).hasSize(1);
    }

    @Test
    void aSlowSourceIsLateAndABrokenOneHasFailed() {
        hub.source.says(account, list.with(card("c-1")).reply());
        hub.watch.says(account, Reply.silence());

        assertThat(statuses(hub.register(all(account)))).containsExactlyInAnyOrder("OK", "LATE");
    }

    @Test
    void anAccountThatOneSourceDoesNotKnowIsACompleteAnswer() {
        hub.source.says(account, list.with(card("c-1")).reply());
        hub.watch.says(account, UNKNOWN);

        JsonNode resource = hub.register(all(account));

        assertThat(resource.at("/discovery/complete").asBoolean()).isTrue();
        assertThat(statuses(resource)).containsExactlyInAnyOrder("OK", "ACCOUNT_UNKNOWN");
    }

    @Test
    void anAccountIsUnknownOnlyIfEverySourceSaysSo() {
        hub.source.says(account, UNKNOWN);
        hub.watch.says(account, BROKEN);
        JsonNode unavailable = hub.register(all(account));
        hub.watch.says(account, UNKNOWN);
        JsonNode unknown = hub.register(all(account));
        hub.watch.says(account, list.reply());
        JsonNode none = hub.register(all(account));

        assertThat(unavailable.at("/reason/code").asText()).isEqualTo("source-unavailable");
        assertThat(unknown.at("/reason/code").asText()).isEqualTo("account-unknown");
        assertThat(none.at("/reason/code").asText()).isEqualTo("no-cards");
    }

    @Test
    void aReferenceThatTwoSourcesKnowIsAmbiguousUnlessTheRequestNamesOne() {
        hub.source.says(account, list.with(card("c-1")).reply());
        hub.watch.says(account, list.with(card("c-1")).reply());

        JsonNode ambiguous =
                hub.register(selecting(account, "\"refs\":[\"c-1\"]")).at("/cards/0");
        JsonNode named = hub.register(selecting(account, "\"refs\":[\"watch-wallet/c-1\"]"))
                .at("/cards/0");

        assertThat(ambiguous.path("status").asText()).isEqualTo("REJECTED");
        assertThat(ambiguous.at("/reason/code").asText()).isEqualTo("card-ambiguous");
        assertThat(named.path("status").asText()).isEqualTo("APPROVED");
        assertThat(named.path("source").asText()).isEqualTo("watch-wallet");
    }

    @Test
    void aMissingCardIsAskedForAgainWhileASourceThatCouldHoldItFails() {
        hub.source.says(account, list.with(card("c-1")).reply());
        hub.watch.says(account, BROKEN);

        JsonNode mayBeThere = hub.register(selecting(account, "\"refs\":[\"c-9\"]"));
        JsonNode cannot = hub.register(selecting(account, "\"refs\":[\"phone-wallet/c-9\"]"));

        assertThat(mayBeThere.at("/reason/code").asText()).isEqualTo("source-unavailable");
        assertThat(cannot.at("/cards/0/reason/code").asText()).isEqualTo("card-not-found");
    }

    @Test
    void cardsWithTheSamePanReferenceAreOneCardAndTheFreshestListWins() {
        String par = "\"panReference\":\"par-" + account + "\"";
        hub.source.says(
                account,
                list.asOf("2026-11-22T10:00:00Z").with(card("c-1", par)).reply());
        hub.watch.says(
                account,
                list.asOf("2026-11-22T11:00:00Z").with(card("w-1", par)).reply());

        JsonNode first = hub.register(all(account));
        JsonNode byOtherName = hub.register(selecting(account, "\"refs\":[\"c-1\"]"));

        assertThat(each(first.path("cards"), "cardRef")).containsExactly("w-1");
        assertThat(byOtherName.at("/cards/0/reason/code").asText()).isEqualTo("already-registered");
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    private static java.util.List<String> statuses(JsonNode resource) {
        return each(resource.at("/discovery/sources"), "status");
    }
}
