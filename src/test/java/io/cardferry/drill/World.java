package io.cardferry.drill;

import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.CardList;
import io.cardferry.contract.Enrolments;
import io.cardferry.contract.HubFixture;
import io.cardferry.contract.HubProcess;
import io.cardferry.contract.Reply;
import io.cardferry.drill.Message.Registered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.springframework.util.FileSystemUtils;

/** What is around a hub that is drilled: its caller, its source, its two issuers, its data folder. It outlives the hub. */
final class World implements AutoCloseable {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    /** Settings of the hubs, and who calls them. */
    final HubFixture hub = new HubFixture();

    /** Can be asked. */
    final IssuerBooks aurora = IssuerBooks.ofAurora();

    /** Can't be asked; a repeat is safe. */
    final IssuerBooks borealis = IssuerBooks.ofBorealis();

    final Path data;

    World() {
        try {
            data = Files.createTempDirectory("cardferry-drill");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hub.with("cardferry.data-dir", data.toString())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.sources.phone-wallet.response-timeout", "30s");
        for (String issuer : new String[] {"aurora", "borealis"}) {
            hub.with("cardferry.issuers." + issuer + ".response-timeout", "3s")
                    .with("cardferry.issuers." + issuer + ".retry.first-delay", "100ms")
                    .with("cardferry.issuers." + issuer + ".retry.max-delay", "1s")
                    .with("cardferry.issuers." + issuer + ".retry.max-attempts", "100");
        }
        hub.aurora.behave(aurora::receive);
        hub.borealis.behave(borealis::receive);
    }

    /** A hub that serves. */
    HubProcess start() {
        return start(Map.of());
    }

    /** A hub that serves, and whose threads the debugger can stop. */
    HubProcess start(Debugger debugger) {
        return start(Map.of("JAVA_TOOL_OPTIONS", debugger.agent()), debugger);
    }

    private HubProcess start(Map<String, String> more, Debugger... debuggers) {
        Map<String, String> environment = new HashMap<>(hub.environment());
        environment.putAll(more);
        long begun = System.nanoTime();
        HubProcess process = HubProcess.run(environment);
        try {
            for (Debugger debugger : debuggers) {
                debugger.attach();
            }
            hub.talkTo(process.ready());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
        System.out.printf(
                "drill: ready after %.1f s (Java %s)%n",
                (System.nanoTime() - begun) / 1e9, Runtime.version().feature());
        return process;
    }

    /** kill -9. Nobody is to talk to whoever gets its port. */
    void kill(HubProcess process) {
        process.kill();
        hub.talkTo(NOWHERE);
    }

    /** The source knows a card of each issuer: c-1 of aurora, c-2 of borealis. */
    void knowsTwoCards(String account) {
        hub.source.says(account, twoCards(account));
    }

    static Reply twoCards(String account) {
        return CardList.of(account)
                .with(CardList.card("c-1"))
                .with(Enrolments.card("c-2"))
                .reply();
    }

    /** Waits until a registration has ended, and every card of it is approved by its issuer, once and under one id. */
    JsonNode awaitApprovedOnce(String registrationId) {
        JsonNode ended = hub.awaitResource(
                registrationId,
                resource -> "COMPLETED".equals(resource.path("status").asText()));
        assertThat(ended.path("cards")).isNotEmpty().allSatisfy(card -> {
            String requestId = card.path("issuerRequestId").asText();
            IssuerBooks issuer = card.path("issuer").asText().equals("aurora") ? aurora : borealis;
            Registered what = new Registered(
                    ended.at("/account/id").asText(),
                    ended.at("/device/id").asText(),
                    card.path("cardRef").asText());
            assertThat(card.path("status").asText()).isEqualTo("APPROVED");
            assertThat(card.path("tokenReference").asText()).isEqualTo("tok-" + requestId);
            assertThat(issuer.effects().get(what)).isEqualTo(Set.of(requestId));
        });
        assertEveryRepeatWasTheSame();
        return ended;
    }

    void assertEveryRepeatWasTheSame() {
        assertThat(aurora.changedRepeats()).isEmpty();
        assertThat(borealis.changedRepeats()).isEmpty();
    }

    /** How many registrations the hub has of an account. */
    long registrations(String account) {
        JsonNode found = json(hub.ask("/v1/registrations/search", "{\"accountId\":\"" + account + "\"}"));
        return StreamSupport.stream(found.path("registrations").spliterator(), false)
                .count();
    }

    /** How much has happened around the hub. */
    int calls() {
        return hub.source.calls().size()
                + hub.aurora.calls().size()
                + hub.borealis.calls().size();
    }

    @Override
    public void close() {
        hub.closeStubs();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
