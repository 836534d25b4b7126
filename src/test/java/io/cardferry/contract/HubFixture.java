package io.cardferry.contract;

import static io.cardferry.contract.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.app.Hub;
import io.cardferry.contract.StubServer.Call;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * A whole hub with its real routes, between stubs of the card sources and of the issuer aurora: one for all tests of a
 * class. Each test takes an account of its own, and says how the stubs answer about it.
 */
public final class HubFixture implements BeforeAllCallback, AfterAllCallback {

    public static final Path HOME = Path.of("").toAbsolutePath();
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    public final StubServer source = new StubServer(HubFixture::accountOf, HubFixture::oneCard);
    public final StubServer watch = new StubServer(HubFixture::accountOf, HubFixture::unknownAccount);
    public final StubServer aurora = new StubServer(HubFixture::walletAccountOf, HubFixture::approved);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> settings = new HashMap<>();
    private Path data;
    private Hub hub;

    public HubFixture() {
        with("cardferry.http.port", "0");
        with("cardferry.sources.phone-wallet.url", source.uri().toString());
        with("cardferry.sources.watch-wallet.url", watch.uri().toString());
        with("cardferry.issuers.aurora.url", aurora.uri().toString());
    }

    public HubFixture with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        data = Files.createTempDirectory("cardferry-contract");
        with("cardferry.data-dir", data.toString());
        start();
    }

    public void start() throws Exception {
        hub = Hub.start(HOME, HOME.resolve("config"), Map.of(), settings);
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
        source.close();
        watch.close();
        aurora.close();
        FileSystemUtils.deleteRecursively(data);
    }

    public Path data() {
        return data;
    }

    public URI uri(String path) {
        return hub.address().resolve(path);
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

    public HttpResponse<String> post(String key, String body, String... headers) {
        HttpRequest.Builder request = request("/v1/registrations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** Registers, and waits for the end. */
    public JsonNode register(String body) {
        return json(post(aKey(), body, "Prefer", "wait=30"));
    }

    /** Registers without waiting; gives the registration's id. */
    public String begin(String body) {
        return json(post(aKey(), body, "Prefer", "respond-async"))
                .path("registrationId")
                .asText();
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    public JsonNode resource(String registrationId) {
        return json(get("/v1/registrations/" + registrationId));
    }

    public JsonNode history(String registrationId) {
        return json(get("/v1/registrations/" + registrationId + "/history")).path("entries");
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(GENEROUS);
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the registration is as it should be. */
    public JsonNode awaitResource(String registrationId, Predicate<JsonNode> expected) {
        return Awaitility.await().atMost(GENEROUS).until(() -> resource(registrationId), expected);
    }

    /** Waits until the registration's first card has this status; gives the card. */
    public JsonNode awaitCard(String registrationId, String status) {
        return awaitResource(
                        registrationId,
                        resource -> status.equals(
                                resource.path("cards").path(0).path("status").asText()))
                .path("cards")
                .path(0);
    }

    private static String accountOf(Call call) {
        String segment = call.rawPath().replaceAll("^/accounts/|/cards$", "");
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String walletAccountOf(Call call) {
        return json(call.text()).path("walletAccountId").asText();
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
