package io.cardferry.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.app.StubServer.Answer;
import io.cardferry.app.StubServer.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole hub with its real routes, between a stub of a card source and a stub of the issuer aurora. */
public final class HubFixture implements AutoCloseable {

    public static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of("").toAbsolutePath();

    public final StubServer source = new StubServer(call -> new Answer(200, cardList(accountOf(call), card("c-1"))));
    public final StubServer aurora = new StubServer(HubFixture::approved);
    public final HttpClient client = HttpClient.newHttpClient();
    private final Path data;
    private final Map<String, String> settings = new HashMap<>();
    private Hub hub;

    public HubFixture(Path data) {
        this.data = data;
    }

    public HubFixture with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public HubFixture start() {
        Map<String, String> overrides = new HashMap<>(Map.of(
                "cardferry.http.port",
                "0",
                "cardferry.data-dir",
                data.toString(),
                "cardferry.sources.phone-wallet.url",
                source.uri().toString(),
                "cardferry.sources.phone-wallet.response-timeout",
                "2s",
                "cardferry.issuers.aurora.url",
                aurora.uri().toString(),
                "cardferry.issuers.aurora.response-timeout",
                "2s"));
        overrides.putAll(settings);
        try {
            hub = Hub.start(HOME, HOME.resolve("config"), Map.of(), overrides);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    public Hub hub() {
        return hub;
    }

    public URI uri(String path) {
        return hub.address().resolve(path);
    }

    public void stop() {
        hub.close();
    }

    /** The body of a request for all cards of an account. */
    public static String all(String account) {
        return """
            {"account":{"id":%s},"device":{"id":"tv-77","type":"TV","name":"Living room TV"},"cards":{"all":true}}""".formatted(quoted(account));
    }

    public HttpResponse<String> post(String key, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/v1/registrations"))
                .timeout(Duration.ofSeconds(60))
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

    public HttpResponse<String> post(String body) {
        return post(UUID.randomUUID().toString(), body, "Prefer", "wait=20");
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .build());
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

    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** Waits until the registration shows what is expected of it. */
    public JsonNode awaitCard(String registrationId, String cardStatus) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> json(get("/v1/registrations/" + registrationId)),
                        resource -> cardStatus.equals(
                                resource.path("cards").path(0).path("status").asText()));
    }

    public static String accountOf(Call call) {
        String segment = call.rawPath().replaceAll("^/accounts/|/cards$", "");
        return java.net.URLDecoder.decode(segment.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }

    public static String cardList(String account, String... cards) {
        return """
            {"accountId":%s,"asOf":"2026-11-22T10:00:00Z","complete":true,"cards":[%s]}""".formatted(quoted(account), Stream.of(cards).collect(Collectors.joining(",")));
    }

    /** A card of the issuer aurora as a source lists it. */
    public static String card(String cardRef) {
        return """
            {"cardRef":"%s","issuer":"aurora","bin":"411111","last4":"1111","brand":"VISA","expiry":"2029-04",
             "status":"ACTIVE","registeredOn":{"deviceId":"ph-1","type":"PHONE","name":"Phone"},
             "sealedCard":"eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiayJ9.AAAA.AAAA.c2VhbGVk.AAAA"}""".formatted(cardRef);
    }

    private static Answer approved(Call call) {
        String requestId = json(call.text()).path("requestId").asText();
        return new Answer(200, decision(requestId, "APPROVED", "\"tokenReference\":\"tok-" + requestId + "\""));
    }

    public static String decision(String requestId, String decision, String more) {
        return "{\"requestId\":\"" + requestId + "\",\"decision\":\"" + decision + "\"," + more + "}";
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }

    @Override
    public void close() {
        if (hub != null) {
            hub.close();
        }
        source.close();
        aurora.close();
    }
}
