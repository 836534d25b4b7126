package io.cardferry.contract;

import static io.cardferry.contract.CardList.card;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.selecting;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three card sources in every mixture; the third speaks an API of its own, through its mapping. */
@Once
class ThreeSourcesTest {

    private static final BankWallet BANK = new BankWallet();

    /** Registrations at once, each with a question to two sources that hold their answers back. */
    private static final int MANY = 64;

    @RegisterExtension
    static final HubFixture hub = BANK.hub()
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.sources.phone-wallet.response-timeout", "20s")
            .with("cardferry.sources.city-bank.response-timeout", "20s")
            .with("cardferry.issuers.aurora.response-timeout", "40s")
            .with("cardferry.sources.phone-wallet.retry.first-delay", "10ms")
            .with("cardferry.sources.watch-wallet.retry.first-delay", "10ms")
            .with("cardferry.sources.city-bank.retry.first-delay", "10ms")
            .with("cardferry.sources.phone-wallet.retry.max-attempts", "2")
            .with("cardferry.sources.watch-wallet.retry.max-attempts", "2")
            .with("cardferry.sources.city-bank.retry.max-attempts", "4");

    private static final Reply UNKNOWN = Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}");
    private static final Reply BROKEN = Reply.answer(500, "");

    private final String account = anAccount();
    private final CardList list = CardList.of(account);

    @AfterAll
    static void close() {
        BANK.close();
    }

    @Test
    void theThirdIsAskedAtItsOwnPathWithTheSameHeadersAndItsAnswerIsMapped() {
        String odd = "4711/a?b&c=ü " + account;
        BANK.stub.says(odd, BankWallet.lists(odd, "8271"));

        JsonNode resource = hub.register(all(odd));

        Call call = BANK.stub.calls(odd).get(0);
        assertThat(call.rawPath()).isEqualTo("/wallet/v2/customers/4711%2Fa%3Fb%26c%3D%C3%BC%20" + account + "/cards");
        assertThat(call.rawQuery()).isEqualTo("include=device");
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.header("Accept")).isEqualTo("application/json");
        assertThat(call.header("X-Request-Id"))
                .isEqualTo(resource.path("registrationId").asText());
        assertThat(resource.at("/discovery/complete").asBoolean()).isTrue();
        JsonNode mapped = resource.path("cards").get(0);
        assertThat(mapped.path("source").asText()).isEqualTo("city-bank");
        assertThat(mapped.path("cardRef").asText()).isEqualTo("8271");
        assertThat(mapped.path("brand").asText()).isEqualTo("VISA");
        assertThat(mapped.path("status").asText()).isEqualTo("APPROVED");
    }

    /** What each of the three may say, and what must follow from all sixty-four mixtures. */
    @Test
    void whateverTheMixtureTheOutcomeFollowsFromIt() {
        List<String> words = List.of("cards", "none", "unknown", "broken");
        Map<String, List<String>> mixtures = new LinkedHashMap<>();
        for (int mixture = 0; mixture < 64; mixture++) {
            List<String> said = List.of(words.get(mixture % 4), words.get(mixture / 4 % 4), words.get(mixture / 16));
            String asked = anAccount();
            hub.source.says(asked, canonical(asked, said.get(0), "p-1"));
            hub.watch.says(asked, canonical(asked, said.get(1), "w-1"));
            BANK.stub.says(asked, bank(asked, said.get(2)));
            mixtures.put(hub.begin(all(asked)), said);
        }

        mixtures.forEach((id, said) -> {
            JsonNode resource =
                    hub.awaitResource(id, it -> !it.path("status").asText().matches("RECEIVED|PROCESSING"));
            assertThat(outcome(resource)).as("phone, watch, bank said %s", said).isEqualTo(expected(said));
            assertThat(resource.at("/discovery/complete").asBoolean())
                    .as("phone, watch, bank said %s", said)
                    .isEqualTo(!said.contains("broken"));
        });
    }

    @Test
    void aSourceThatHoldsItsAnswersBackDelaysNoOtherHoweverManyRegistrationsAreAtWork() {
        CountDownLatch watchAskedForAll = new CountDownLatch(MANY);
        List<String> registrations = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String asked = anAccount();
            hub.source.says(asked, Reply.after(watchAskedForAll, UNKNOWN));
            BANK.stub.says(asked, Reply.after(watchAskedForAll, BankWallet.lists(asked, "8271")));
            hub.watch.answers(asked, call -> {
                watchAskedForAll.countDown();
                return UNKNOWN;
            });
            registrations.add(hub.begin(all(asked)));
        }

        assertThat(registrations)
                .extracting(id -> hub.awaitResource(
                        id, it -> "COMPLETED".equals(it.path("status").asText())))
                .allSatisfy(resource -> assertThat(each(resource.at("/discovery/sources"), "status"))
                        .containsExactly("OK", "ACCOUNT_UNKNOWN", "ACCOUNT_UNKNOWN"));
    }

    /** More cards at a silent issuer than its lane has threads. */
    @Test
    void anIssuerThatIsSilentKeepsNoSourceFromBeingAsked() {
        CountDownLatch released = new CountDownLatch(1);
        try {
            List<String> crowds = List.of(beginCrowd(released), beginCrowd(released));
            await().atMost(Duration.ofSeconds(60)).until(() -> busyWithIssuers() >= 64);
            hub.source.says(account, UNKNOWN);

            JsonNode other = hub.register(all(account));

            assertThat(other.at("/reason/code").asText()).isEqualTo("account-unknown");
            assertThat(crowds)
                    .as("meanwhile no thread came free")
                    .allSatisfy(id -> assertThat(each(hub.resource(id).path("cards"), "status"))
                            .isSubsetOf("SUBMITTING", "PENDING"));
        } finally {
            released.countDown();
        }
    }

    private static String beginCrowd(CountDownLatch released) {
        String crowd = anAccount();
        hub.aurora.answers(crowd, call -> Reply.after(released, HubFixture.approved(call)));
        hub.source.says(crowd, cards(crowd, 150).reply());
        return hub.begin(all(crowd));
    }

    @Test
    void theFreshestOfThreeEntriesOfOneCardWinsAndAllItsNamesCountForInForce() {
        String par = "\"panReference\":\"par-" + account + "\"";
        hub.source.says(
                account,
                list.asOf("2026-11-22T12:00:00+02:00").with(card("p-1", par)).reply());
        hub.watch.says(
                account,
                list.asOf("2026-11-22T10:00:00.001Z").with(card("w-1", par)).reply());
        BANK.stub.says(
                account,
                Reply.answer(
                        200,
                        BankWallet.text(account, List.of("8271"))
                                .replace("\"state\"", "\"par\":\"par-" + account + "\",\"state\"")));

        JsonNode first = hub.register(all(account));

        assertThat(each(first.path("cards"), "cardRef")).containsExactly("w-1");
        for (String name : List.of("p-1", "8271", "city-bank/8271", "phone-wallet/p-1")) {
            JsonNode again = hub.register(selecting(account, "\"refs\":[\"" + name + "\"]"));
            assertThat(again.at("/cards/0/reason/code").asText()).isEqualTo("already-registered");
            assertThat(again.at("/cards/0/reason/detail").asText())
                    .isEqualTo(first.path("registrationId").asText());
        }
    }

    @Test
    void referencesThatHoldSlashesAreTakenApartAtTheFirstOneOnly() {
        hub.source.says(
                account, list.with(card("a/b")).with(card("watch-wallet/x")).reply());
        hub.watch.says(account, list.with(card("a/b")).with(card("x")).reply());

        JsonNode cards = hub.register(selecting(
                        account,
                        "\"refs\":[\"a/b\",\"watch-wallet/a/b\",\"watch-wallet/x\",\"phone-wallet/watch-wallet/x\"]"))
                .path("cards");

        assertThat(each(cards, "status")).containsExactly("REJECTED", "APPROVED", "APPROVED", "APPROVED");
        assertThat(cards.at("/0/reason/code").asText()).isEqualTo("card-ambiguous");
        assertThat(cards.at("/0/reason/detail").asText()).contains("phone-wallet", "watch-wallet");
        assertThat(each(cards, "source")).containsExactly("null", "watch-wallet", "watch-wallet", "phone-wallet");
        assertThat(each(cards, "cardRef")).containsExactly("a/b", "a/b", "x", "watch-wallet/x");
    }

    @Test
    void aMissingCardIsWaitedForAndOnceTheSourceAnswersItIsFoundOrNot() {
        hub.source.says(account, list.with(card("p-1")).reply());
        BANK.stub.answers(account, inTurn(BROKEN, Reply.answer(404, "<html/>"), BankWallet.lists(account, "8271")));

        JsonNode resource = hub.register(selecting(account, "\"refs\":[\"p-1\",\"8271\",\"city-bank/8272\"]"));

        assertThat(each(resource.path("cards"), "status")).containsExactly("APPROVED", "APPROVED", "REJECTED");
        assertThat(resource.at("/cards/2/reason/code").asText()).isEqualTo("card-not-found");
        assertThat(resource.at("/discovery/complete").asBoolean()).isTrue();
        assertThat(each(hub.history(resource.path("registrationId").asText()), "event"))
                .contains("discovery-postponed");
        assertThat(BANK.stub.calls(account)).hasSize(3);
    }

    @Test
    void theBudgetIsThatOfTheSourceThatIsWaitedFor() {
        hub.source.says(account, BROKEN);
        BANK.stub.says(account, BROKEN);

        JsonNode phones = hub.register(selecting(account, "\"refs\":[\"phone-wallet/p-1\"]"));
        int afterPhones = BANK.stub.calls(account).size();
        JsonNode banks = hub.register(selecting(account, "\"refs\":[\"city-bank/8271\"]"));

        assertThat(phones.at("/reason/code").asText()).isEqualTo("source-unavailable");
        assertThat(afterPhones).isEqualTo(2);
        assertThat(banks.at("/reason/code").asText()).isEqualTo("source-unavailable");
        assertThat(BANK.stub.calls(account)).hasSize(afterPhones + 4);
    }

    @Test
    void aCardOfASourceThatAnsweredGoesOnAlthoughBothOthersFail() {
        BANK.stub.says(account, BankWallet.lists(account, "8271"));
        hub.source.says(account, BROKEN);
        hub.watch.says(account, Reply.dropped());

        JsonNode resource = hub.register(selecting(account, "\"refs\":[\"city-bank/8271\"]"));

        assertThat(each(resource.path("cards"), "status")).containsExactly("APPROVED");
        assertThat(each(resource.at("/discovery/sources"), "status")).containsExactly("OK", "FAILED", "FAILED");
        assertThat(resource.at("/discovery/complete").asBoolean()).isFalse();
    }

    private static double busyWithIssuers() {
        Matcher busy = Pattern.compile("cardferry_pool_busy\\{pool=\"issuer-aurora\"} (\\S+)")
                .matcher(hub.get("/metrics").body());
        return busy.find() ? Double.parseDouble(busy.group(1)) : 0;
    }

    private static CardList cards(String account, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> card("p-" + i))
                .reduce(CardList.of(account), CardList::with, (one, both) -> both);
    }

    private static Reply canonical(String asked, String said, String ref) {
        return switch (said) {
            case "cards" -> CardList.of(asked).with(card(ref)).reply();
            case "none" -> CardList.of(asked).reply();
            case "unknown" -> UNKNOWN;
            default -> BROKEN;
        };
    }

    private static Reply bank(String asked, String said) {
        return switch (said) {
            case "cards" -> BankWallet.lists(asked, "8271");
            case "none" -> BankWallet.lists(asked);
            case "unknown" -> BankWallet.UNKNOWN;
            default -> Reply.answer(200, "{\"error\":{\"code\":\"E5000\"}}");
        };
    }

    private static String expected(List<String> said) {
        long cards = said.stream().filter("cards"::equals).count();
        if (cards > 0) {
            return cards + " APPROVED";
        }
        if (said.contains("broken")) {
            return "source-unavailable";
        }
        return said.contains("none") ? "no-cards" : "account-unknown";
    }

    private static String outcome(JsonNode resource) {
        if ("FAILED".equals(resource.path("status").asText())) {
            return resource.at("/reason/code").asText();
        }
        List<String> statuses = each(resource.path("cards"), "status");
        return statuses.stream().allMatch("APPROVED"::equals) ? statuses.size() + " APPROVED" : statuses.toString();
    }

    private static Function<Call, Reply> inTurn(Reply... replies) {
        AtomicInteger calls = new AtomicInteger();
        return call -> replies[Math.min(calls.getAndIncrement(), replies.length - 1)];
    }
}
