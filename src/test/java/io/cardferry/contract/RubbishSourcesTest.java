package io.cardferry.contract;

import static io.cardferry.contract.CardList.card;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.cardferry.postgres.Once;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever one or two of three sources answer, the third's cards go on, and the list says honestly what is missing. */
@Once
class RubbishSourcesTest {

    private static final BankWallet BANK = new BankWallet();
    private static final String CANARY = "CanaryOfTheBody";

    @RegisterExtension
    static final HubFixture hub = BANK.hub()
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.sources.phone-wallet.response-timeout", "20s")
            .with("cardferry.sources.watch-wallet.response-timeout", "3s")
            .with("cardferry.sources.city-bank.response-timeout", "3s");

    @AfterAll
    static void close() {
        BANK.close();
    }

    /** All at once: a source that gives one account rubbish does nobody else harm either. */
    @Test
    void theGoodSourcesCardsGoOnWhateverTheOthersSay() {
        Map<String, String> registrations = new LinkedHashMap<>();
        rubbish().forEach((what, reply) -> {
            String account = anAccount();
            hub.source.says(account, CardList.of(account).with(card("p-1")).reply());
            hub.watch.says(account, reply);
            BANK.stub.says(account, reply);
            registrations.put(what, hub.begin(all(account)));
        });

        registrations.forEach((what, id) -> {
            JsonNode resource = hub.awaitResource(
                    id, it -> "COMPLETED".equals(it.path("status").asText()));
            String word = what.startsWith("late") ? "LATE" : "FAILED";
            assertThat(each(resource.path("cards"), "status")).as(what).containsExactly("APPROVED");
            assertThat(each(resource.at("/discovery/sources"), "status"))
                    .as(what)
                    .containsExactly(word, "OK", word);
            assertThat(resource.at("/discovery/complete").asBoolean()).as(what).isFalse();
            assertThat(hub.history(id).toString()).as(what).doesNotContain(CANARY);
        });
    }

    @Test
    void ofTenMegabytesNoMoreThanTheLimitIsRead() {
        String account = anAccount();
        AtomicLong taken = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        byte[] piece = "x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        hub.source.says(account, CardList.of(account).with(card("p-1")).reply());
        BANK.stub.says(account, exchange -> {
            exchange.sendResponseHeaders(200, 160L * piece.length);
            try {
                for (int i = 0; i < 160; i++) {
                    exchange.getResponseBody().write(piece);
                    taken.addAndGet(piece.length);
                }
            } finally {
                ended.incrementAndGet();
            }
        });

        JsonNode resource = hub.register(all(account));

        assertThat(each(resource.path("cards"), "status")).containsExactly("APPROVED");
        assertThat(each(resource.at("/discovery/sources"), "status"))
                .containsExactly("FAILED", "OK", "ACCOUNT_UNKNOWN");
        Awaitility.await().until(() -> ended.get() == 1);
        assertThat(taken.get()).as("2 MiB, and what the sockets hold").isLessThan(9_000_000);
    }

    @Test
    void twoHundredCardsOfEachSourceAreNotTooMany() {
        String account = anAccount();
        hub.source.says(account, list(account, "p-", 200).reply());
        hub.watch.says(account, list(account, "w-", 200).reply());
        List<String> ids = IntStream.range(0, 200).mapToObj(i -> "b-" + i).toList();
        BANK.stub.says(account, Reply.answer(200, BankWallet.text(account, ids)));

        JsonNode resource = hub.register(all(account));

        assertThat(each(resource.path("cards"), "status")).hasSize(600).containsOnly("APPROVED");
        assertThat(each(resource.at("/discovery/sources"), "cards")).containsExactly("200", "200", "200");
    }

    private static Map<String, Reply> rubbish() {
        String other = anAccount();
        String others = CardList.of(other).with(card(CANARY)).text();
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("not JSON", Reply.answer(200, CANARY));
        replies.put("half JSON", Reply.answer(200, others.substring(0, others.length() / 2)));
        replies.put("HTML", Reply.answer(200, "<html>" + CANARY + "</html>", "Content-Type", "text/html"));
        replies.put("other JSON", Reply.answer(200, "[\"" + CANARY + "\"]"));
        replies.put("another account's list", Reply.answer(200, others));
        replies.put("another customer's wallet", Reply.answer(200, BankWallet.text(other, List.of(CANARY))));
        replies.put("404 without a word", Reply.answer(404, ""));
        replies.put("404 of a web server", Reply.answer(404, "<html>" + CANARY + "</html>"));
        replies.put("404 with another code", Reply.answer(404, "{\"code\":\"" + CANARY + "\"}"));
        replies.put("201 cards", exchange -> ownList(exchange, 201).send(exchange));
        replies.put("a header of a megabyte", exchange -> {
            exchange.getResponseHeaders().add("X-Long", "x".repeat(1_000_000));
            ownList(exchange, 1).send(exchange);
        });
        replies.put("a thousand headers", exchange -> {
            IntStream.range(0, 1000).forEach(i -> exchange.getResponseHeaders().add("X-Many-" + i, "x"));
            ownList(exchange, 1).send(exchange);
        });
        replies.put("nested a thousand deep", Reply.answer(200, "[".repeat(1000) + "]".repeat(1000)));
        replies.put("nothing but opening", Reply.answer(200, "{\"x\":".repeat(100_000)));
        replies.put("a million values", Reply.answer(200, "[" + "0,".repeat(1_000_000) + "0]"));
        replies.put("ten megabytes", Reply.answer(200, "x".repeat(10_000_000)));
        replies.put(
                "redirected", Reply.answer(302, "", "Location", hub.source.uri() + "/accounts/" + other + "/cards"));
        replies.put("an error", Reply.answer(500, CANARY));
        replies.put("too busy", Reply.answer(503, CANARY, "Retry-After", "3600"));
        replies.put("a status of its own", Reply.answer(299, others));
        replies.put("dropped", Reply.dropped());
        replies.put("dropped in the middle", Reply.half(200, others));
        replies.put("not what it says it is", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            Reply.answer(200, others).send(exchange);
        });
        replies.put("late: silent", Reply.silence());
        replies.put("late: dripping", Reply.dripping(200, others));
        return replies;
    }

    /** A list of the account that was asked for, in the form of whoever was asked. */
    private static Reply ownList(HttpExchange exchange, int cards) {
        String path = exchange.getRequestURI().getPath();
        String account = path.replaceAll(".*/(acc-[^/]*)/cards", "$1");
        List<String> ids = IntStream.range(0, cards).mapToObj(i -> "b-" + i).toList();
        return Reply.answer(
                200,
                path.startsWith("/wallet")
                        ? BankWallet.text(account, ids)
                        : list(account, "w-", cards).text());
    }

    private static CardList list(String account, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> card(prefix + i))
                .reduce(CardList.of(account), CardList::with, (one, both) -> both);
    }
}
