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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
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

    private volatile boolean serving;

    /** With the embedded database in a folder. */
    World() {
        this(Map.of());
    }

    /** @param database the keys that say which one */
    World(Map<String, String> database) {
        database.forEach(hub::with);
        try {
            data = Files.createTempDirectory("cardferry-drill");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hub.with("cardferry.data-dir", data.toString())
                .with("cardferry.delivery.poll-interval", "100ms")
                // Hubs that share a database take over from a dead one after this and the longest exchange.
                .with("cardferry.delivery.lease", "3s");
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

    /** Another hub, which serves from now on: with a data folder of its own. */
    HubProcess startAnother() {
        return start(Map.of("CARDFERRY_DATA_DIR", data.resolve("another").toString()));
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
            serving = true;
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
        System.out.printf(
                "drill: ready after %.1f s (Java %s)%n",
                (System.nanoTime() - begun) / 1e9, Runtime.version().feature());
        return process;
    }

    /** kill -9. */
    void kill(HubProcess process) {
        process.kill();
        gone();
    }

    /** The hub has ended. Nobody is to talk to whoever gets its port. */
    void gone() {
        serving = false;
        hub.talkTo(NOWHERE);
    }

    /** Whether there is somebody to talk to, as far as a caller can know. */
    boolean isServing() {
        return serving;
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

    /**
     * The source has two cards of every third account, and one of aurora's of the others; the issuers fail at random.
     * What fails with an account's card depends on the seed, the account and how often the card has come, and on no clock.
     */
    void failAtRandom(long seed, Duration responseTimeout) {
        hub.with("cardferry.issuers.aurora.response-timeout", responseTimeout.toMillis() + "ms")
                .with("cardferry.issuers.borealis.response-timeout", responseTimeout.toMillis() + "ms");
        hub.source.behave(call -> {
            String account = call.rawPath().split("/")[2];
            return account.hashCode() % 3 == 0
                    ? twoCards(account)
                    : CardList.of(account).with(CardList.card("c-1")).reply();
        });
        BiFunction<Message, Integer, Fault> faults = (message, arrival) ->
                Fault.atRandom(new SplittableRandom(seed ^ Objects.hash(message.registered(), arrival)));
        aurora.fail(faults);
        borealis.fail(faults);
        aurora.failInquiries(inquiry -> Fault.atRandom(new SplittableRandom(seed - inquiry)));
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

    /** Nothing took effect for an account or under an id that nobody asked for. */
    void assertNobodyElseIsRegistered(Set<String> accounts) {
        for (IssuerBooks issuer : List.of(aurora, borealis)) {
            assertThat(issuer.effects().keySet())
                    .allSatisfy(what -> assertThat(accounts).contains(what.account()));
            assertThat(issuer.effects().values())
                    .allSatisfy(ids -> assertThat(ids).hasSize(1));
        }
    }

    /** What the issuers counted, for people to read. */
    String counts() {
        return "drill: aurora took %d cards in %d messages and %d inquiries, borealis %d in %d"
                .formatted(
                        aurora.effects().size(),
                        aurora.messages(),
                        aurora.inquiries(),
                        borealis.effects().size(),
                        borealis.messages());
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
