package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Speaks to a hub's HTTP API (docs/api.md). Every wait and every body is bounded. */
final class HubClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** From sending to the last byte of the answer, beyond what the hub was asked to wait. */
    private static final int ANSWER_TIMEOUT_SECONDS = 30;

    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERRORS = 500;

    private final ObjectMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(Version.HTTP_1_1)
            .build();
    private final URI hub;
    private final Optional<BearerToken> token;

    /** @param hub the address before {@code /v1}, without a slash at its end */
    HubClient(URI hub) {
        this(hub, Optional.empty());
    }

    /** @param token authenticates the caller to a hub, or to the gateway before it, that asks for it */
    HubClient(URI hub, Optional<BearerToken> token) {
        this.hub = hub;
        this.token = token;
    }

    URI hub() {
        return hub;
    }

    /**
     * @param body the request of {@code POST /v1/registrations}
     * @param waitSeconds how long the hub is to wait for the outcome
     * @throws IOException if the answer was lost: the registration may have been accepted or not
     */
    HubAnswer register(JsonNode body, String idempotencyKey, int waitSeconds) throws IOException {
        HttpRequest request = post("/v1/registrations", body)
                .header("Idempotency-Key", idempotencyKey)
                .header("Prefer", "wait=" + waitSeconds)
                .build();
        return send(request, waitSeconds + ANSWER_TIMEOUT_SECONDS);
    }

    /**
     * @param body the request of {@code POST /v1/registrations/search}
     * @throws IOException if the answer was lost
     */
    HubAnswer search(JsonNode body) throws IOException {
        return send(post("/v1/registrations/search", body).build(), ANSWER_TIMEOUT_SECONDS);
    }

    /** @throws IOException if the answer was lost */
    HubAnswer registration(UUID registrationId) throws IOException {
        return send(request("/v1/registrations/" + registrationId).build(), ANSWER_TIMEOUT_SECONDS);
    }

    /** @throws IOException if the answer was lost */
    HubAnswer history(UUID registrationId) throws IOException {
        return send(request("/v1/registrations/" + registrationId + "/history").build(), ANSWER_TIMEOUT_SECONDS);
    }

    /**
     * @param parameters of {@code GET /v1/dead-letters}; those that are {@code null} are left out
     * @throws IOException if the answer was lost
     */
    HubAnswer deadLetters(Map<String, ?> parameters) throws IOException {
        String query = parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request("/v1/dead-letters?" + query).build(), ANSWER_TIMEOUT_SECONDS);
    }

    /**
     * @param action replay, resolve or discard
     * @throws IOException if the answer was lost: it may have been done or not
     */
    HubAnswer actOn(UUID deadLetterId, String action, JsonNode body) throws IOException {
        return send(
                post("/v1/dead-letters/" + deadLetterId + "/" + action, body).build(), ANSWER_TIMEOUT_SECONDS);
    }

    /** @throws IOException if the answer was lost: some of it may have been done */
    HubAnswer replayMany(JsonNode body) throws IOException {
        return send(post("/v1/dead-letters/replay", body).build(), 2 * ANSWER_TIMEOUT_SECONDS);
    }

    /** @throws IOException if the answer was lost */
    HubAnswer issuers() throws IOException {
        return send(request("/v1/issuers").build(), ANSWER_TIMEOUT_SECONDS);
    }

    /**
     * @param action {@code reload}, or what is done about one issuer, e.g. {@code aurora/pause}
     * @throws IOException if the answer was lost: it may have been done or not
     */
    HubAnswer actOnIssuers(String action, JsonNode body) throws IOException {
        return send(post("/v1/issuers/" + action, body).build(), 2 * ANSWER_TIMEOUT_SECONDS);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub + path)).header("Accept", "application/json");
        token.ifPresent(bearer -> request.header("Authorization", bearer.header()));
        return request;
    }

    private HttpRequest.Builder post(String path, JsonNode body) throws IOException {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    }

    private HubAnswer send(HttpRequest request, int timeoutSeconds) throws IOException {
        CompletableFuture<HubAnswer> answer =
                http.sendAsync(request, BodyHandlers.ofInputStream()).thenApplyAsync(this::read);
        try {
            return answer.get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeoutSeconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw asFailure(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private IOException asFailure(Throwable cause) {
        if (cause instanceof CommandFailure failure) {
            throw failure;
        }
        UnreachableHub.advice(hub, cause).ifPresent(advice -> {
            throw CommandFailure.failed(advice);
        });
        return new IOException(cause.getMessage(), cause);
    }

    private HubAnswer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES + 1);
            if (bytes.length > MAX_ANSWER_BYTES || !isJson(response)) {
                if (response.statusCode() >= SERVER_ERRORS) {
                    // A gateway's word: what the hub made of the request is not known.
                    throw new IOException("status " + response.statusCode() + " from a gateway");
                }
                throw noHub(response.statusCode());
            }
            JsonNode document = json.readTree(bytes);
            if (response.statusCode() == NOT_FOUND && !isOurProblem(document)) {
                throw noHub(NOT_FOUND);
            }
            boolean replayed = response.headers()
                    .firstValue("Idempotency-Replayed")
                    .map(Boolean::parseBoolean)
                    .orElse(false);
            return new HubAnswer(response.statusCode(), document, replayed);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private CommandFailure noHub(int status) {
        return CommandFailure.failed("what answers at " + hub + " is not a Cardferry hub (status " + status
                + ") - check --url and CARDFERRY_URL");
    }

    /** Every server says 404; only a hub says it of its own things. */
    private static boolean isOurProblem(JsonNode document) {
        return document.path("type").asText().startsWith("urn:cardferry:problem:");
    }

    private static boolean isJson(HttpResponse<?> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("application/json") || type.startsWith("application/problem+json");
    }
}
