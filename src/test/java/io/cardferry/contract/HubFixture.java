package io.cardferry.contract;

import static io.cardferry.contract.Json.json;

import io.cardferry.app.Hub;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.TestDatabases;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * A whole hub with its real routes, between stubs of the card sources and of the issuers: one for all tests of a
 * class. Each test takes an account of its own, and says how the stubs answer about it.
 */
public final class HubFixture extends Caller implements BeforeAllCallback, AfterAllCallback {

    public static final Path HOME = Path.of("").toAbsolutePath();

    public final StubServer source = new StubServer(HubFixture::accountOf, HubFixture::oneCard);
    public final StubServer watch = new StubServer(HubFixture::accountOf, HubFixture::unknownAccount);
    public final StubServer aurora = new StubServer(this::walletAccountOf, HubFixture::approved);
    public final StubServer borealis = new StubServer(Enrolments::customerOf, Enrolments::approved);
    private final Map<String, String> settings = new HashMap<>();
    private Path config = HOME.resolve("config");
    private Path data;
    private Hub hub;

    public HubFixture() {
        with("cardferry.http.port", "0");
        with("cardferry.sources.phone-wallet.url", source.uri().toString());
        with("cardferry.sources.watch-wallet.url", watch.uri().toString());
        with("cardferry.issuers.aurora.url", aurora.uri().toString());
        with("cardferry.issuers.borealis.url", borealis.uri().toString());
    }

    public HubFixture with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** The hub is configured by this folder instead of the shipped one. */
    public HubFixture configuredIn(Path folder) {
        config = folder;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        data = Files.createTempDirectory("cardferry-contract");
        TestKeys.copyTo(data);
        with("cardferry.data-dir", data.toString());
        start();
    }

    /** The same settings as an operator gives them to a hub that is a process of its own. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        told().forEach((key, value) ->
                environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        return environment;
    }

    /** All settings, with those of the database that the tests are on. */
    private Map<String, String> told() {
        Map<String, String> told = new HashMap<>(TestDatabases.settings(Path.of(settings.get("cardferry.data-dir"))));
        told.putAll(settings);
        return told;
    }

    public void start() throws Exception {
        hub = Hub.start(HOME, config, Map.of(), told());
        talkTo(hub.address());
    }

    /** Speaks to the hub's embedded broker. */
    public Messages messages() {
        return Messages.at(embeddedBroker().toString());
    }

    /** Where clients within this process find the hub's embedded broker. */
    URI embeddedBroker() {
        return hub.embeddedBroker().orElseThrow();
    }

    public void stop() {
        hub.close();
        hub = null;
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (hub != null) {
            hub.close();
        }
        closeStubs();
        FileSystemUtils.deleteRecursively(data);
    }

    public void closeStubs() {
        source.close();
        watch.close();
        aurora.close();
        borealis.close();
    }

    public Path data() {
        return data;
    }

    /** An account that no other test has. */
    public static String anAccount() {
        return "acc-" + UUID.randomUUID();
    }

    public static String aKey() {
        return UUID.randomUUID().toString();
    }

    /** The body of a request for all cards of an account. */
    public static String all(String account) {
        return selecting(account, "\"all\":true");
    }

    /** The body of a request for some cards of an account. */
    public static String selecting(String account, String cards) {
        return """
            {"account":{"id":%s},"device":{"id":"tv-77","type":"TV","name":"Living room TV"},"cards":{%s}}""".formatted(Json.quoted(account), cards);
    }

    private static String accountOf(Call call) {
        String segment = call.rawPath().replaceAll("^/accounts/|/cards$", "");
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** An inquiry names the request only; the account stands in the attempt that it asks about. */
    private String walletAccountOf(Call call) {
        if (call.method().equals("POST")) {
            return json(call.text()).path("walletAccountId").asText();
        }
        String requestId = call.rawPath().substring(call.rawPath().lastIndexOf('/') + 1);
        return aurora.calls().stream()
                .filter(earlier ->
                        earlier.method().equals("POST") && earlier.text().contains(requestId))
                .findFirst()
                .map(this::walletAccountOf)
                .orElse(null);
    }

    private static Reply oneCard(Call call) {
        return CardList.of(accountOf(call)).with(CardList.card("c-1")).reply();
    }

    private static Reply unknownAccount(Call call) {
        return Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}");
    }

    /** Approves, with a token reference that is made of the request id. */
    public static Reply approved(Call call) {
        String requestId = json(call.text()).path("requestId").asText();
        return decided(call, "APPROVED", "\"tokenReference\":\"tok-" + requestId + "\"");
    }

    /** Decides about the request of this call. */
    public static Reply decided(Call call, String decision, String more) {
        String requestId = json(call.text()).path("requestId").asText();
        return Reply.answer(
                200, "{\"requestId\":\"" + requestId + "\",\"decision\":\"" + decision + "\"," + more + "}");
    }
}
