package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.Once;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A canary: a real hub whose every logger tells all it may, with marked values on every path. Sealed cards, assertions,
 * tokens and account ids are in no log, metric or health answer; sealed cards and assertions in no data file in clear.
 */
@Once
class NoLeakTest {

    private static final String SEALED = CardList.SEALED.replace("c2VhbGVk", "Q2FuYXJ5U2VhbGVkQ2FyZA");
    private static final String SEALED_CANARY = "Q2FuYXJ5U2VhbGVkQ2FyZA";
    private static final String ASSERTION_CANARY = "CanaryAssertion";
    private static final String TOKEN_CANARY = "CanaryToken";
    private static final String ACCOUNT_CANARY = "CanaryAccount";

    private static final String SEARCH = "/v1/registrations/search";

    @TempDir
    Path data;

    @Test
    void nothingOfACardOrItsAccountIsLoggedOrShownAndNothingSealedLiesInTheClear() throws IOException {
        HubFixture hub = new HubFixture()
                .with("cardferry.data-dir", data.toString())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.sources.phone-wallet.response-timeout", "3s")
                .with("cardferry.sources.phone-wallet.retry.first-delay", "100ms")
                .with("cardferry.issuers.aurora.response-timeout", "3s")
                .with("cardferry.issuers.borealis.response-timeout", "3s");
        Map<String, String> environment = new HashMap<>(hub.environment());
        environment.put("CARDFERRY_LOG_LEVEL", "TRACE");
        environment.put("JAVA_TOOL_OPTIONS", "-Dcardferry.log.libraries=TRACE");
        try (HubProcess process = HubProcess.run(environment)) {
            hub.talkTo(process.ready());
            walkEveryPath(hub);
            String shown = hub.get("/metrics").body()
                    + hub.get("/health/ready").body()
                    + hub.get("/health/live").body();
            process.terminate();
            process.exitStatus();

            assertThat(process.errors())
                    .contains(" TRACE ", " DEBUG ")
                    .doesNotContain(SEALED_CANARY, ASSERTION_CANARY, TOKEN_CANARY, ACCOUNT_CANARY);
            assertThat(shown).doesNotContain(SEALED_CANARY, ASSERTION_CANARY, TOKEN_CANARY, ACCOUNT_CANARY);
            for (Path file : files()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SEALED_CANARY, ASSERTION_CANARY);
            }
        } finally {
            hub.closeStubs();
        }
    }

    /** Every way that a registration can go, and some that it can't. */
    private static void walkEveryPath(HubFixture hub) {
        List<Reply> sourceReplies = List.of(
                Reply.answer(500, SEALED),
                Reply.answer(200, SEALED),
                Reply.answer(404, SEALED),
                Reply.answer(302, SEALED, "Location", hub.source.uri() + "/" + SEALED_CANARY),
                Reply.silence(),
                Reply.dropped(),
                Reply.half(200, SEALED));
        for (Reply reply : sourceReplies) {
            String account = canaryAccount();
            hub.source.says(account, reply);
            hub.awaitResource(
                    begin(hub, account),
                    resource -> !resource.at("/discovery/sources").isEmpty());
            hub.ask("/v1/card-lists", body(account));
        }
        List<Reply> issuerReplies = List.of(
                Reply.answer(400, SEALED + TOKEN_CANARY),
                Reply.answer(429, SEALED, "Retry-After", SEALED_CANARY),
                Reply.answer(500, SEALED),
                Reply.answer(302, "", "Location", hub.aurora.uri() + "/" + SEALED_CANARY),
                Reply.answer(200, "{\"tokenReference\":\"" + TOKEN_CANARY + "\",\"decision\":\"" + SEALED + "\"}"),
                Reply.answer(200, SEALED),
                Reply.silence(),
                Reply.dropped(),
                Reply.half(200, SEALED));
        for (Reply reply : issuerReplies) {
            String account = accountWithACard(hub);
            hub.aurora.says(account, reply);
            hub.awaitResource(
                    begin(hub, account),
                    resource -> resource.at("/cards/0/reason/code").isTextual());
        }
        walkBorealis(hub);
        String account = accountWithACard(hub);
        hub.aurora.answers(
                account, call -> HubFixture.decided(call, "APPROVED", "\"tokenReference\":\"" + TOKEN_CANARY + "\""));
        hub.awaitCard(begin(hub, account), "APPROVED");
        hub.history(begin(hub, account));
        hub.ask("/v1/card-lists", body(account));
        hub.ask("/v1/card-lists", body(account + "\\u0001"));
        hub.ask(SEARCH, "{\"accountId\":\"" + account + "\",\"tokenReference\":\"" + TOKEN_CANARY + "\"}");
        hub.ask(SEARCH, "{\"accountId\":\"" + account + "\",\"cardStatus\":\"" + account + "\"}");
        hub.post(aKey(), body(account + "\\u0001"));
        hub.post(aKey(), body(account).replace("}", "]"));
        hub.get("/v1/" + account);
    }

    private static void walkBorealis(HubFixture hub) {
        String sealed = "<x>" + SEALED + "</x>";
        List<Reply> replies = List.of(
                Reply.answer(400, sealed),
                Reply.answer(200, SEALED),
                Reply.answer(200, sealed),
                Reply.answer(200, "<!DOCTYPE x [<!ENTITY e \"" + SEALED + "\">]><x>&e;</x>"),
                Reply.answer(200, Enrolments.answer(SEALED, TOKEN_CANARY, SEALED)),
                Reply.half(200, sealed));
        for (Reply reply : replies) {
            String account = canaryAccount();
            listsACardOfBorealis(hub, account, Enrolments.card("c-2"));
            hub.borealis.says(account, reply);
            hub.awaitResource(
                    begin(hub, account),
                    resource -> resource.at("/cards/0/reason/code").isTextual());
        }
        String account = canaryAccount();
        listsACardOfBorealis(hub, account, Enrolments.card("c-2").replace("\"expiry\":\"2029-04\",", ""));
        hub.awaitCard(begin(hub, account), "REJECTED");
        String odd = canaryAccount() + "\uffff";
        listsACardOfBorealis(hub, odd, Enrolments.card("c-2"));
        hub.awaitCard(begin(hub, odd), "REJECTED");
    }

    private static void listsACardOfBorealis(HubFixture hub, String account, String card) {
        hub.source.says(
                account,
                CardList.of(account).with(card.replace(CardList.SEALED, SEALED)).reply());
    }

    private static String begin(HubFixture hub, String account) {
        return hub.begin(body(account));
    }

    private static String body(String account) {
        return """
            {"account":{"id":"%s","assertion":"%s"},"device":{"id":"d","type":"TV"},"cards":{"all":true}}""".formatted(account, ASSERTION_CANARY);
    }

    private static String accountWithACard(HubFixture hub) {
        String account = canaryAccount();
        hub.source.says(
                account,
                CardList.of(account)
                        .with(CardList.card("c-1").replace(CardList.SEALED, SEALED))
                        .reply());
        return account;
    }

    private static String canaryAccount() {
        return ACCOUNT_CANARY + "-" + UUID.randomUUID();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
