package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.app.ConfigurationInspection;
import io.cardferry.canary.CanaryNumbers;
import io.cardferry.canary.Searcher;
import io.cardferry.contract.Messages.Change;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import io.cardferry.security.CardSeal;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Canary: card numbers that are made for this test travel every path through a hub that is killed in the middle, and whose
 * loggers, those of its libraries included, all tell what they do. Then they are looked for wherever they could have got
 * to. What a message held that somebody else sent, and that is passed on unchanged, may lie in the broker's store.
 */
@Once
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Sent to the hub in clear by those who call it. */
    private final CanaryNumbers fromClients = new CanaryNumbers();
    /** Sent to the broker in clear, in messages that the hub passes on as they are. */
    private final CanaryNumbers inMessages = new CanaryNumbers();

    /** Replies with a number in clear, which the bank itself has put onto the broker. */
    private static final Set<String> SAID_BY_THE_BANK = Set.of("delta, the number as token", "delta, only the number");

    private final CountDownLatch restarted = new CountDownLatch(1);
    private final Set<String> found = new LinkedHashSet<>();
    private CanaryWorld world;
    private HubFixture hub;
    private OutsideBroker broker;
    private Messages messages;
    private DeltaBank bank;
    private CumulusHost host;
    private String ofInvalidMessages = "";

    @BeforeAll
    void travel(@TempDir Path folder) throws Exception {
        world = new CanaryWorld(folder);
        hub = world.hub;
        broker = new OutsideBroker(folder.resolve("broker")).start();
        messages = broker.messages();
        hub.with("cardferry.issuers.delta.url", broker.address());
        bank = new DeltaBank(broker.address());
        host = new CumulusHost();
        hub.with("cardferry.issuers.cumulus.url", host.url())
                .with("cardferry.issuers.cumulus.inquiry.not-before", "0s");
        world.start();
        throughAurora();
        throughBorealis();
        throughTheHub();
        throughDelta();
        throughCumulus();
        throughSources();
        fromCallers();
        world.awaitAll();
        byOperators();
        killedWhileSent();
        Searcher afterTheKill = searcher();
        found.addAll(prefixed("killed: ", afterTheKill.inFolder(world.data())));
        hub.with("cardferry.jms.url", broker.address());
        restarted.countDown();
        world.start();
        byMessages();
        world.awaitAll();
        lookAtEverything();
        checked();
        bank.close();
        host.close();
        messages.close();
        world.end(false);
        broker.stop();
        found.addAll(prefixed("temporary files: ", searcher().inFolder(world.temporary())));
        found.addAll(prefixed("data: ", searcher().inFolder(world.data())));
        found.addAll(searcher().in("log", world.logs()));
        found.addAll(searcher().in("answers", world.answers()));
    }

    @AfterAll
    void close() {
        world.close();
    }

    private Searcher searcher() {
        Map<String, String> all = new HashMap<>(world.numbers.pathsByNumber());
        all.putAll(fromClients.pathsByNumber());
        all.putAll(inMessages.pathsByNumber());
        return new Searcher(all);
    }

    @Test
    void noNumberIsInFilesLogsOrAnswers() {
        assertThat(found).isEmpty();
        assertThat(world.logs())
                .as("everybody told what they did, and answers of issuers among it")
                .contains("org.apache.hc", "wire", "DEBUG", "***");
        assertThat(world.answers()).contains("cardferry_cards_total", "openapi: 3.1", "dead-letter-discarded");
    }

    @Test
    void noNumberOfACardIsInTheBrokersStore() {
        Map<String, String> numbers = new HashMap<>(world.numbers.pathsByNumber());
        numbers.putAll(fromClients.pathsByNumber());
        assertThat(numbers).containsValues("delta, approved", "delta, silence");
        numbers.values().removeAll(SAID_BY_THE_BANK);

        assertThat(new Searcher(numbers).inFolder(brokerFolder())).isEmpty();
    }

    @Test
    void cumulusGotItsNumbersInClear() {
        assertThat(sentToCumulus()).containsAll(numbersOf("cumulus, ")).isNotEmpty();
    }

    private Set<String> sentToCumulus() {
        return host.calls().stream().map(CumulusLine.Call::pan).collect(Collectors.toSet());
    }

    private Set<String> numbersOf(String issuer) {
        return world.numbers.pathsByNumber().entrySet().stream()
                .filter(each -> each.getValue().startsWith(issuer))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void whatAnInvalidMessageHeldStaysInItAndIsNotRepeatedBesideIt() {
        assertThat(new Searcher(inMessages.pathsByNumber()).inFolder(brokerFolder()))
                .as("it lies in the broker's store as it came")
                .isNotEmpty();
        assertThat(ofInvalidMessages).contains("malformed-json");
        assertThat(searcher().in("problem properties", ofInvalidMessages)).isEmpty();
    }

    private Path brokerFolder() {
        return world.data().resolveSibling("broker");
    }

    private void throughAurora() {
        world.issuer("aurora", "approved", n -> HubFixture::approved, "APPROVED");
        world.issuer(
                "aurora", "declined, named in the reason", decides("DECLINED", "\"reasonCode\":\"%s\""), "DECLINED");
        world.issuer("aurora", "declined, a number as reason", decides("DECLINED", "\"reasonCode\":%s"), "DECLINED");
        world.issuer(
                "aurora",
                "verification, named in every field",
                decides(
                        "REQUIRE_ADDITIONAL_AUTHENTICATION",
                        "\"activationMethods\":[{\"id\":\"%1$s\",\"type\":\"SMS\",\"hint\":\"h\"},"
                                + "{\"id\":\"m-2\",\"type\":\"%1$s\",\"hint\":\"h\"},"
                                + "{\"id\":\"m-3\",\"type\":\"SMS\",\"hint\":\"card %1$s\"},"
                                + "{\"id\":\"x-%1$s-y\",\"type\":\"SMS\",\"hint\":null}]"),
                "VERIFICATION_REQUIRED");
        world.issuer("aurora", "the number as token", decides("APPROVED", "\"tokenReference\":\"%s\""), "IN_DOUBT");
        world.issuer(
                "aurora",
                "the number within the token",
                decides("APPROVED", "\"tokenReference\":\"t-%s\""),
                "IN_DOUBT");
        world.issuer("aurora", "another decision", decides("%s", "\"tokenReference\":\"t\""), "IN_DOUBT");
        world.issuer("aurora", "another request", says(200, "{\"requestId\":\"%s\",\"decision\":\"%s\"}"), "IN_DOUBT");
        world.issuer("aurora", "no JSON", says(200, "your card %s"), "IN_DOUBT");
        for (int status : new int[] {202, 302, 409, 500}) {
            world.issuer(
                    "aurora", "echo with " + status, says(status, "{\"error\":\"card %s is no good\"}"), "IN_DOUBT");
        }
        for (int status : new int[] {400, 401, 404, 422, 429, 503}) {
            world.issuer(
                    "aurora",
                    "echo with " + status,
                    says(status, "{\"error\":\"card %s is no good\"}"),
                    "DEAD_LETTERED");
        }
        world.issuer(
                "aurora",
                "half an answer",
                n -> call -> Reply.half(200, "{\"pan\":\"" + n + "\",\"pan2\":\"" + n + "\"}"),
                "IN_DOUBT");
        world.issuer("aurora", "dropped", n -> call -> Reply.dropped(), "IN_DOUBT");
        world.issuer("aurora", "time-out, then found", thenFound(Reply.silence()), "APPROVED");
        world.issuer(
                "aurora",
                "busy, then approved",
                n -> retried(Reply.answer(429, n, "Retry-After", "0"), HubFixture::approved),
                "APPROVED");
        world.breaks("aurora");
    }

    private void throughBorealis() {
        world.issuer("borealis", "approved", n -> Enrolments::approved, "APPROVED");
        world.issuer("borealis", "declined", n -> call -> Enrolments.result(call, "05", n), "DECLINED");
        world.issuer("borealis", "the number as result", n -> call -> Enrolments.result(call, n, "t"), "DEAD_LETTERED");
        world.issuer("borealis", "the number as token", n -> call -> Enrolments.result(call, "00", n), "DEAD_LETTERED");
        world.issuer("borealis", "echo in a fault", says(400, "<fault>%s</fault>"), "DEAD_LETTERED");
        world.issuer("borealis", "no XML", says(200, "<a>%s</b>"), "DEAD_LETTERED");
        world.issuer(
                "borealis", "an entity", says(200, "<!DOCTYPE x [<!ENTITY e \"%s\">]><x>&e;</x>"), "DEAD_LETTERED");
        String number = world.numbers.of("borealis, not representable");
        String account = anAccount();
        world.lists(
                account,
                world.card(number, "borealis", world.sealedForIssuer(number, account))
                        .replace("\"expiry\":\"2029-04\",", ""));
        world.begin("borealis, not representable", account, "REJECTED");
    }

    /** Packs whose cards the hub opens: the number is in the message, and that is kept until it is sent for good. */
    private void throughTheHub() {
        CanaryWorld.Sealing right = CanaryWorld::sealed;
        world.opened("cirrus", "approved", right, n -> HubFixture::approved, "APPROVED");
        world.opened("stratus", "approved, in a sealed message", right, null, "APPROVED");
        world.opened("cirrus", "declined", right, decides("DECLINED", "\"reasonCode\":\"%s\""), "DECLINED");
        world.opened("cirrus", "echo", right, says(400, "{\"error\":\"card %s is no good\"}"), "DEAD_LETTERED");
        world.opened(
                "cirrus", "the number as token", right, decides("APPROVED", "\"tokenReference\":\"%s\""), "IN_DOUBT");
        world.opened("cirrus", "time-out", right, n -> call -> Reply.silence(), "IN_DOUBT");
        world.opened(
                "cirrus",
                "busy, then approved",
                right,
                n -> retried(Reply.answer(429, n, "Retry-After", "0"), HubFixture::approved),
                "APPROVED");
        world.opened(
                "cirrus",
                "another number than listed",
                (hubs, n, account) -> CanaryWorld.sealed(hubs, world.numbers.of("cirrus, not listed"), account),
                n -> HubFixture::approved,
                "REJECTED");
        world.opened(
                "cirrus",
                "the number as reference",
                (hubs, n, account) -> hubs.seal(CardSeal.content(n, "2029-04", account, n)),
                n -> HubFixture::approved,
                "REJECTED");
        world.opened(
                "cirrus",
                "sealed for somebody else",
                (hubs, n, account) -> CanaryWorld.sealed(CardSeal.forNobody(), n, account),
                n -> HubFixture::approved,
                "DEAD_LETTERED");
        world.opened(
                "cirrus", "no JSON", (hubs, n, account) -> hubs.seal(n), n -> HubFixture::approved, "DEAD_LETTERED");
        world.opened(
                "cirrus",
                "with more than it may hold",
                (hubs, n, account) -> hubs.seal("{\"cvv\":\"" + n + "\",\"pan\":\"" + n + "\"}"),
                n -> HubFixture::approved,
                "DEAD_LETTERED");
        world.breaks("cirrus");
    }

    /** Over JMS: requests and replies lie on queues, and in the broker's store. */
    private void throughDelta() {
        delta("approved", number -> bank::approve, "APPROVED");
        delta("declined", number -> request -> answer(request, "05", ""), "DECLINED");
        delta("no record", number -> request -> bank.reply(request, "?"), "DEAD_LETTERED");
        delta("silence", number -> request -> {}, "DEAD_LETTERED");
        delta("the number as token", number -> request -> answer(request, "00", number), "DEAD_LETTERED");
        delta("only the number", number -> request -> bank.reply(request, number), "DEAD_LETTERED");
    }

    private void delta(String path, Function<String, Consumer<DeltaBank.Request>> behaviour, String ends) {
        CanaryWorld.Sealing noted = (forHub, number, account) -> {
            bank.answers(number, behaviour.apply(number));
            return CanaryWorld.sealed(forHub, number, account);
        };
        world.opened("delta", path, noted, null, ends);
    }

    private void answer(DeltaBank.Request request, String result, String token) {
        bank.reply(request, DeltaBank.record(request.requestId(), result, token));
    }

    private void throughCumulus() {
        cumulus("approved", number -> host::approve, "APPROVED");
        cumulus("declined", number -> call -> call.answer("05", ""), "DECLINED");
        cumulus("refused", number -> registrationOnly(call -> call.answer("30", "")), "DEAD_LETTERED");
        cumulus("a code that is not listed", number -> call -> call.answer("91", ""), "IN_DOUBT");
        cumulus("the number as token", number -> call -> call.answer("00", number), "IN_DOUBT");
        cumulus("the number within the token", number -> call -> call.answer("00", "t-" + number), "IN_DOUBT");
        cumulus("the number as request id", n -> call -> call.line().send(call.with(n, "00", "tok")), "IN_DOUBT");
        cumulus("only the number", n -> call -> call.line().send(CumulusLine.framed(n)), "IN_DOUBT");
        cumulus("its message sent back", n -> call -> call.line().send(CumulusLine.framed(call.text())), "IN_DOUBT");
        cumulus("silence", number -> call -> {}, "IN_DOUBT");
        cumulus("connection lost", number -> call -> call.line().cut(), "IN_DOUBT");
        cumulus(
                "connection lost in the number",
                number -> call -> {
                    call.line().sendHalf(call.with("00", number));
                    call.line().cut();
                },
                "IN_DOUBT");
        cumulus(
                "the number without a length",
                n -> call -> call.line().send(n.getBytes(StandardCharsets.US_ASCII)),
                "IN_DOUBT");
    }

    /** An inquiry comes only if another path has cut the connection before the answer was there. */
    private static Consumer<CumulusLine.Call> registrationOnly(Consumer<CumulusLine.Call> behaviour) {
        return call -> {
            if (call.isRegistration()) {
                behaviour.accept(call);
            } else {
                call.answer("25", "");
            }
        };
    }

    private void cumulus(String path, Function<String, Consumer<CumulusLine.Call>> behaviour, String ends) {
        CanaryWorld.Sealing noted = (forHub, number, account) -> {
            host.behave(account, behaviour.apply(number));
            return CanaryWorld.sealed(forHub, number, account);
        };
        world.opened("cumulus", path, noted, null, ends);
    }

    private void throughSources() {
        for (String field :
                List.of("cardRef", "issuer", "brand", "expiry", "status", "deviceId", "type", "name", "bin", "last4")) {
            String value = "\"" + field + "\":\"[^\"]*\"";
            world.inList(field, value, n -> "\"" + field + "\":\"" + n + "\"", "FAILED");
            world.inList(field + " as a number", value, n -> "\"" + field + "\":" + n, "FAILED");
            world.inList(field + ", grouped", value, n -> "\"" + field + "\":\"card " + grouped(n) + "\"", "FAILED");
        }
        world.inList("within a reference", "\"c-1\"", n -> "\"ref-" + n + "-1\"", "FAILED");
        world.inList("beside other digits", "\"VISA\"", n -> "\"VISA " + n + " 42\"", "FAILED");
        world.inList("panReference", "\\{\"cardRef\"", n -> "{\"panReference\":\"" + n + "\",\"cardRef\"", "FAILED");
        world.inList("sealedCard", "\"sealedCard\":\"[^\"]*\"", n -> "\"sealedCard\":\"" + n + "\"", "FAILED");
        world.inList("a part of sealedCard", "\"sealedCard\":\"[^.]*", n -> "\"sealedCard\":\"" + n, "FAILED");
        world.inList("asOf", "\"asOf\":\"[^\"]*\"", n -> "\"asOf\":\"" + n + "\"", "FAILED");
        world.inList("accountId", "\"accountId\":\"[^\"]*\"", n -> "\"accountId\":\"" + n + "\"", "FAILED");
        world.inList("complete", "\"complete\":true", n -> "\"complete\":" + n, "FAILED");
        world.inList("an unknown field", "\\{\"cardRef\"", n -> "{\"pan\":\"" + n + "\",\"cardRef\"", "APPROVED");
        world.inList("an unknown key", "\\{\"cardRef\"", n -> "{\"" + n + "\":1,\"cardRef\"", "APPROVED");
        world.inList("a key given twice", "\\{\"cardRef\"", n -> "{\"x\":\"" + n + "\",\"x\":1,\"cardRef\"", "FAILED");
        world.inList("broken JSON", "\\{\"cardRef\"", n -> n + "{\"cardRef\"", "FAILED");
        for (int status : new int[] {200, 302, 400, 404, 500}) {
            world.source(
                    "error " + status,
                    n -> list -> Reply.answer(status, "card " + n, "X-Card", n, "Location", "/" + n),
                    "FAILED");
        }
        world.source("an odd code", n -> list -> Reply.answer(404, "{\"code\":\"" + n + "\"}"), "FAILED");
    }

    /** What callers send where it has no business, and what the hub neither keeps nor repeats. */
    private void fromCallers() {
        String body = all(anAccount());
        hub.post(aKey(), body.replaceFirst("\\{", "{\"pan\":\"" + fromClients.of("an unknown field") + "\","));
        hub.post(aKey(), body + fromClients.of("broken JSON"));
        hub.post(aKey(), body.replace("\"TV\"", "\"" + fromClients.of("a wrong type") + "\""));
        hub.post(aKey(), body.replace("\"TV\"", fromClients.of("a number for a text")));
        hub.post(fromClients.of("a wrong key").repeat(17), body);
        hub.post(aKey(), body, "Prefer", "wait=" + fromClients.of("a wrong preference"));
        hub.ask("/v1/registrations", body, "X-Card", fromClients.of("an unknown header"));
        hub.get("/v1/registrations/" + fromClients.of("a path"));
        hub.get("/v1/dead-letters?reason=" + fromClients.of("a parameter"));
        hub.ask("/v1/registrations/search", "{\"cardStatus\":\"" + fromClients.of("a wrong criterion") + "\"}");
        hub.ask("/v1/registrations/search", "{\"tokenReference\":\"" + fromClients.of("a criterion") + "\"}");
        hub.ask("/v1/registrations/search", "{\"cursor\":\"" + fromClients.of("a cursor") + "\"}");
        hub.ask("/v1/card-lists", body.replace("\"TV\"", "\"" + fromClients.of("a list's type") + "\""));
        hub.ask("/v1/issuers/borealis/pause", "{\"reason\":\"card " + fromClients.of("a pause") + "\"}");
        hub.ask("/v1/issuers/borealis/resume", "{\"reason\":\"card " + fromClients.of("its end") + "\"}");
    }

    private void byOperators() {
        act("aurora, echo with 400", "replay", ",\"dryRun\":true");
        act("aurora, echo with 400", "replay", ",\"refresh\":true");
        act("aurora, echo with 429", "replay", "");
        act("aurora, echo with 422", "discard", "");
        act("borealis, no XML", "resolve", ",\"outcome\":\"NOT_PROCESSED\"");
        act(
                "borealis, an entity",
                "resolve",
                ",\"outcome\":\"APPROVED\",\"tokenReference\":\"" + fromClients.of("a token") + "\"");
        act("borealis, the number as token", "resolve", ",\"outcome\":\"DECLINED\"");
        act("source, cardRef", "discard", "");
        act("cirrus, echo", "replay", "");
        hub.ask(
                "/v1/dead-letters/replay",
                "{\"issuer\":\"aurora\",\"limit\":5,\"reason\":\"card " + fromClients.of("bulk") + "\"}");
    }

    private void act(String path, String action, String more) {
        String registrationId = world.registrations.get(path);
        String deadLetterId = new DeadLetterDesk(hub)
                .waiting(registrationId)
                .path("deadLetterId")
                .asText();
        String reason = "card " + fromClients.of(path + ", " + action);
        hub.ask("/v1/dead-letters/" + deadLetterId + "/" + action, "{\"reason\":\"" + reason + "\"" + more + "}");
    }

    private void killedWhileSent() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(world.issuer(
                    "aurora",
                    "killed while sent " + i,
                    number -> call -> call.method().equals("GET")
                            ? inquired(call)
                            : Reply.after(restarted, Reply.answer(500, "card " + number)),
                    "APPROVED"));
        }
        Reply held = Reply.after(restarted, Reply.answer(500, ""));
        world.opened("cirrus", "killed while sent", CanaryWorld::sealed, n -> call -> held, "IN_DOUBT");
        cumulus("killed while sent", number -> call -> {}, "IN_DOUBT");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> sent.stream()
                        .noneMatch(account -> hub.aurora.calls(account).isEmpty()));
        Awaitility.await().atMost(PATIENCE).until(() -> sentToCumulus().containsAll(numbersOf("cumulus, ")));
        world.end(true);
    }

    /** To an inquiry: the request that it asks about is approved. */
    private static Reply inquired(Call inquiry) {
        String requestId = inquiry.rawPath().substring(inquiry.rawPath().lastIndexOf('/') + 1);
        return Reply.answer(
                200, "{\"requestId\":\"" + requestId + "\",\"decision\":\"APPROVED\",\"tokenReference\":\"tok-1\"}");
    }

    private void byMessages() throws Exception {
        byMessage("approved", HubFixture::approved, "APPROVED");
        byMessage("refused", call -> Reply.answer(400, ""), "DEAD_LETTERED");
        messages.text("{\"pan\":\"" + inMessages.of("broken JSON") + "\"", Change.key(aKey()));
        messages.text("{\"pan\":\"" + inMessages.of("an incomplete request") + "\"}", Change.key(aKey()));
        messages.text(
                all(anAccount()).replace("\"TV\"", "\"" + inMessages.of("a wrong type") + "\""), Change.key(aKey()));
        messages.text("x", Change.property("pan", inMessages.of("a property")));
        messages.bytes(inMessages.of("bytes").getBytes(StandardCharsets.UTF_8));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> messages.on(Messages.INVALID).size() == 5);
        StringBuilder said = new StringBuilder();
        for (Message invalid : messages.on(Messages.INVALID)) {
            said.append(Messages.property(invalid, "problem")).append(' ');
            said.append(Messages.property(invalid, "problemDetail")).append('\n');
        }
        ofInvalidMessages = said.toString();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !messages.on("replies").isEmpty()
                        && !messages.on("cardferry.dead-letters").isEmpty());
    }

    private void byMessage(String path, Function<Call, Reply> behaviour, String ends) {
        String number = world.numbers.of("by message, " + path);
        String account = anAccount();
        world.lists(account, world.card(number, "aurora", world.sealedForIssuer(number, account)));
        hub.aurora.answers(account, behaviour);
        messages.text(
                all(account),
                Change.key(aKey()),
                message -> message.setJMSReplyTo(messages.session().createQueue("replies")));
        String search = "{\"accountId\":\"" + account + "\"}";
        JsonNode registrations = Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> json(hub.ask("/v1/registrations/search", search)).path("registrations"),
                        list -> list.size() == 1);
        world.expect(
                "by message, " + path,
                registrations.path(0).path("registrationId").asText(),
                ends);
    }

    private void lookAtEverything() {
        world.registrations.values().forEach(hub::resource);
        world.registrations.values().forEach(hub::history);
        hub.ask("/v1/registrations/search", "{\"limit\":200}");
        new DeadLetterDesk(hub)
                .all("")
                .forEach(dead ->
                        hub.get("/v1/dead-letters/" + dead.path("deadLetterId").asText()));
        List.of("/v1/issuers", "/metrics", "/health/live", "/health/ready", "/openapi.yaml", "/docs")
                .forEach(hub::get);
    }

    /** {@code check} tells of samples that do not come out as they should. */
    private void checked() throws IOException {
        CanaryNumbers inSamples = new CanaryNumbers();
        Path sample = world.config().resolve("issuers/aurora/samples/approved/canonical.json");
        Files.writeString(
                sample,
                Files.readString(sample).replaceAll("\"(acc|c|tv)-[0-9]+\"", "\"" + inSamples.of("a sample") + "\""));
        String report = new ConfigurationInspection()
                .check(HubFixture.HOME, world.config(), hub.environment())
                .toString();
        assertThat(report).contains("message.json").contains("***");
        found.addAll(new Searcher(inSamples.pathsByNumber()).in("check", report));
    }

    private static CanaryWorld.Echo decides(String decision, String more) {
        return number -> call -> call.method().equals("POST")
                ? HubFixture.decided(call, decision.formatted(number), more.formatted(number))
                : Reply.answer(500, number);
    }

    private static CanaryWorld.Echo says(int status, String body) {
        return number -> call ->
                Reply.answer(status, body.formatted(number, number), "X-Card", number, "Location", "/cards/" + number);
    }

    /** The attempt comes to this, and the inquiry finds it approved. */
    private static CanaryWorld.Echo thenFound(Reply first) {
        return number -> call -> call.method().equals("POST") ? first : inquired(call);
    }

    /** The first attempt comes to this, the next ones to that. */
    private static Function<Call, Reply> retried(Reply first, Function<Call, Reply> next) {
        AtomicBoolean begun = new AtomicBoolean();
        return call -> begun.compareAndSet(false, true) ? first : next.apply(call);
    }

    private static String grouped(String number) {
        return String.join(" ", number.split("(?<=\\G.{4})"));
    }

    private static Set<String> prefixed(String prefix, Set<String> lines) {
        Set<String> prefixed = new LinkedHashSet<>();
        lines.forEach(line -> prefixed.add(prefix + line));
        return prefixed;
    }
}
