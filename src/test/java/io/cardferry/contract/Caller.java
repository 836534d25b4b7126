package io.cardferry.contract;

import static io.cardferry.contract.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Somebody who calls a hub's API. */
class Caller {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile URI hub;
    private volatile Consumer<HttpResponse<String>> listener = response -> {};

    /** From now on this hub is called. */
    public final void talkTo(URI address) {
        hub = address;
    }

    /** From now on, whoever this is is shown every answer. */
    final void showAnswersTo(Consumer<HttpResponse<String>> somebody) {
        listener = somebody;
    }

    public URI uri(String path) {
        return hub.resolve(path);
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

    /** Asks for something that needs no key; names and values of headers take turns. */
    public HttpResponse<String> ask(String path, String body, String... headers) {
        return send(question(path, body, headers));
    }

    /** The same, without waiting for the answer. */
    public CompletableFuture<HttpResponse<String>> askLater(String path, String body) {
        return client.sendAsync(question(path, body), BodyHandlers.ofString());
    }

    private HttpRequest question(String path, String body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /** Registers, and waits for the end. */
    public JsonNode register(String body) {
        return json(post(HubFixture.aKey(), body, "Prefer", "wait=30"));
    }

    /** Registers without waiting; gives the registration's id. */
    public String begin(String body) {
        return json(post(HubFixture.aKey(), body, "Prefer", "respond-async"))
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

    /** Every answer is held against the OpenAPI document. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            listener.accept(response);
            DocumentedAnswer.of(response).check();
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the registration is as it should be. */
    public JsonNode awaitResource(String registrationId, Predicate<JsonNode> expected) {
        return Awaitility.await()
                .atMost(GENEROUS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> resource(registrationId), expected);
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
}
