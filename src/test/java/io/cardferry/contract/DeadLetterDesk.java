package io.cardferry.contract;

import static io.cardferry.contract.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** An operator at a hub's dead letters; and a hub whose cards die soon. */
final class DeadLetterDesk {

    static final Reply REFUSED = Reply.answer(400, "");

    private static final String ALL = "/v1/dead-letters";

    private final HubFixture hub;

    DeadLetterDesk(HubFixture hub) {
        this.hub = hub;
    }

    /** Gives up soon. Aurora can be asked; borealis can't, and here it does not promise that a repeat is safe. */
    static HubFixture hubThatGivesUpSoon() {
        return new HubFixture()
                .configuredIn(withUnsafeBorealis())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.issuers.aurora.retry.first-delay", "100ms")
                .with("cardferry.issuers.aurora.retry.max-delay", "200ms")
                .with("cardferry.issuers.aurora.retry.max-attempts", "2")
                .with("cardferry.issuers.aurora.inquiry.not-before", "0s")
                .with("cardferry.sources.phone-wallet.retry.max-attempts", "1");
    }

    private static Path withUnsafeBorealis() {
        Path config = HubFixture.HOME.resolve("target/unsafe-borealis-" + UUID.randomUUID());
        try {
            FileSystemUtils.copyRecursively(HubFixture.HOME.resolve("config"), config);
            Path pack = config.resolve("issuers/borealis/issuer.yaml");
            Files.writeString(pack, Files.readString(pack).replace("repeat: safe", "repeat: never"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }

    HttpResponse<String> list(String query) {
        return hub.get(ALL + query);
    }

    /** Every dead letter that waits, as all pages together show them. */
    List<JsonNode> all(String query) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(list("?limit=200&" + query + "&cursor=" + cursor));
            page.path("deadLetters").forEach(all::add);
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty());
        return all;
    }

    /** The dead letter of this registration that waits; the list can be a moment behind what the registration shows. */
    JsonNode waiting(String registrationId) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> all("").stream()
                                .filter(dead ->
                                        dead.path("registrationId").asText().equals(registrationId))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    JsonNode show(String deadLetterId) {
        return json(hub.get(ALL + "/" + deadLetterId));
    }

    /** @param more the body after its reason, e.g. {@code ,"force":true} */
    HttpResponse<String> replay(String deadLetterId, String more) {
        return act(deadLetterId, "replay", "{\"reason\":\"the issuer is back\"" + more + "}");
    }

    JsonNode dryRun(String deadLetterId, String more) {
        HttpResponse<String> response = replay(deadLetterId, ",\"dryRun\":true" + more);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.body());
        }
        return json(response);
    }

    HttpResponse<String> resolve(String deadLetterId, String outcome, String more) {
        return act(deadLetterId, "resolve", "{\"reason\":\"by phone\",\"outcome\":\"" + outcome + "\"" + more + "}");
    }

    HttpResponse<String> discard(String deadLetterId) {
        return act(deadLetterId, "discard", "{\"reason\":\"not wanted any more\"}");
    }

    HttpResponse<String> bulk(String body) {
        return hub.ask(ALL + "/replay", body);
    }

    HttpResponse<String> act(String deadLetterId, String action, String body) {
        return hub.ask(path(deadLetterId, action), body);
    }

    static String path(String deadLetterId, String action) {
        return ALL + "/" + deadLetterId + "/" + action;
    }

    /** The account's only card is refused by aurora; gives the registration's id once it is dead. */
    String refused(String account) {
        hub.aurora.says(account, REFUSED);
        return dead(HubFixture.all(account));
    }

    /** Nobody knows what borealis did with the account's only card; gives the registration's id once it is dead. */
    String inDoubt(String account) {
        hub.source.says(
                account, CardList.of(account).with(Enrolments.card("c-2")).reply());
        hub.borealis.says(account, Reply.answer(500, ""));
        return dead(HubFixture.all(account));
    }

    /** The only source is down; gives the registration's id once it is dead. */
    String withoutSources(String account) {
        hub.source.says(account, Reply.answer(500, ""));
        String registrationId = hub.begin(HubFixture.all(account));
        hub.awaitResource(
                registrationId, resource -> resource.path("status").asText().equals("FAILED"));
        waiting(registrationId);
        return registrationId;
    }

    private String dead(String body) {
        String registrationId = hub.begin(body);
        hub.awaitCard(registrationId, "DEAD_LETTERED");
        waiting(registrationId);
        return registrationId;
    }

    static String id(JsonNode deadLetter) {
        return deadLetter.path("deadLetterId").asText();
    }

    static String problem(HttpResponse<String> response) {
        return response.statusCode() + " "
                + json(response).path("type").asText().replace("urn:cardferry:problem:", "");
    }

    /** The operators' actions in a registration's history, as {@code event from>to: reason}. */
    List<String> told(String registrationId) {
        List<String> told = new ArrayList<>();
        for (JsonNode entry : hub.history(registrationId)) {
            String event = entry.path("event").asText();
            if (event.startsWith("dead-letter-")) {
                told.add(event.substring("dead-letter-".length()) + " "
                        + entry.path("from").asText("-") + ">"
                        + entry.path("to").asText("-") + ": "
                        + entry.path("detail").asText());
            }
        }
        return told;
    }
}
