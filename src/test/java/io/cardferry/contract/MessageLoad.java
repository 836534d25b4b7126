package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.Messages.Change;
import io.cardferry.contract.StubServer.Call;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Accounts that are registered by messages, each under a key of its own, and what must have become of them in the end. */
final class MessageLoad {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HubFixture hub;
    private final List<String> accounts;

    MessageLoad(HubFixture hub, int accounts) {
        this.hub = hub;
        this.accounts = Stream.generate(HubFixture::anAccount).limit(accounts).toList();
    }

    /** The hub's settings for drills, and an issuer that knows what it was sent, and nothing else. */
    static HubFixture hub() {
        HubFixture hub = new HubFixture();
        Map<String, Call> taken = new ConcurrentHashMap<>();
        hub.aurora.behave(call -> {
            if (call.method().equals("POST")) {
                taken.putIfAbsent(json(call.text()).path("requestId").asText(), call);
                return HubFixture.approved(call);
            }
            Call first = taken.get(call.rawPath().substring(call.rawPath().lastIndexOf('/') + 1));
            return first == null ? Reply.answer(404, "{\"code\":\"UNKNOWN_REQUEST\"}") : HubFixture.approved(first);
        });
        return hub.with("cardferry.delivery.lease", "2s")
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.sources.phone-wallet.response-timeout", "3s")
                .with("cardferry.issuers.aurora.response-timeout", "3s")
                .with("cardferry.issuers.borealis.response-timeout", "3s")
                .with("cardferry.issuers.aurora.retry.first-delay", "100ms")
                .with("cardferry.issuers.aurora.inquiry.not-before", "0s");
    }

    String account(int number) {
        return accounts.get(number);
    }

    /** A tenth of the accounts. */
    Set<String> everyTenth() {
        Set<String> tenth = new HashSet<>();
        for (int i = 0; i < accounts.size(); i += 10) {
            tenth.add(account(i));
        }
        return tenth;
    }

    /** Asks for the registration of one of the accounts, for the first time or again; gives the message's id. */
    String send(Messages messages, int number, Change... changes) {
        Change key = Change.key("key-" + account(number));
        return messages.text(
                all(account(number)),
                Stream.concat(Stream.of(key), Stream.of(changes)).toArray(Change[]::new));
    }

    /** Asks for those from one to another, without the last. */
    void sendAll(Messages messages, int from, int to) {
        for (int i = from; i < to; i++) {
            send(messages, i);
        }
    }

    /** Waits until the issuer was asked so often. */
    void awaitCalls(int number) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> hub.aurora.calls().size() >= number);
    }

    /** Waits until each account's registration is COMPLETED, and holds each side's books against it: one of each. */
    void awaitEachOnce() {
        Set<String> open = new HashSet<>(accounts);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            open.removeIf(account -> {
                JsonNode found = found(account);
                return found.size() == 1 && found.get(0).path("status").asText().equals("COMPLETED");
            });
            return open.isEmpty();
        });
        Map<String, Set<String>> requestIds = new HashMap<>();
        hub.aurora.calls().stream()
                .filter(call -> call.method().equals("POST"))
                .map(call -> json(call.text()))
                .forEach(body -> requestIds
                        .computeIfAbsent(body.path("walletAccountId").asText(), account -> new HashSet<>())
                        .add(body.path("requestId").asText()));
        assertThat(accounts).allSatisfy(account -> {
            assertThat(found(account)).as("registrations of " + account).hasSize(1);
            assertThat(requestIds.get(account)).as("request ids of " + account).hasSize(1);
        });
    }

    private JsonNode found(String account) {
        return json(hub.ask("/v1/registrations/search", "{\"accountId\":\"" + account + "\"}"))
                .path("registrations");
    }
}
