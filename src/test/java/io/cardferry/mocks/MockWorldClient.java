package io.cardferry.mocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody who switches faults on in a running mock world, and looks at what took effect. */
public final class MockWorldClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    public MockWorldClient(URI base) {
        this.base = base;
    }

    /** @param fault the fields of {@code POST /mock/faults}, in single quotes and without the braces */
    public JsonNode switchOn(String fault) {
        HttpResponse<String> answer = post("/mock/faults", "{" + fault.replace('\'', '"') + "}");
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.body());
        }
        return json(answer);
    }

    /** No fault is on any more, and the counts begin anew. */
    public void clear() {
        send(request("/mock/faults").DELETE());
        send(request("/mock/effects").DELETE());
    }

    public JsonNode faults() {
        return json(get("/mock/faults")).path("faults");
    }

    public JsonNode effects() {
        return json(get("/mock/effects"));
    }

    public JsonNode effects(String requestId) {
        return json(get("/mock/effects/" + requestId));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(GENEROUS);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NoAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + answer.body(), e);
        }
    }

    /** The connection was closed, or nothing came in time. */
    public static final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoAnswer(IOException cause) {
            super(cause);
        }
    }
}
