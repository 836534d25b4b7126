package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.intake.pages.ApiPages;
import io.cardferry.postgres.Once;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /openapi.yaml and GET /docs: what the hub tells about its API. */
@Once
class DocsPageTest {

    @RegisterExtension
    static final HubFixture hub = new HubFixture();

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    static Stream<String> paths() {
        return ApiPages.byPath().keySet().stream();
    }

    @Test
    void theDocumentIsYaml() {
        HttpResponse<String> response = hub.get("/openapi.yaml");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(response.body()).contains("openapi: 3.1.");
    }

    @Test
    void docsLeadsToThePage() {
        HttpResponse<String> found = hub.get("/docs");

        assertThat(found.statusCode()).isEqualTo(302);
        String location = found.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> page = hub.get(hub.uri("/docs").resolve(location).getPath());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    }

    @Test
    void thePageLoadsNothingButFilesOfTheHub() {
        HttpResponse<String> page = hub.get("/docs/");
        List<String> links =
                LINK.matcher(page.body()).results().map(link -> link.group(1)).toList();

        assertThat(links).contains("viewer.js", "swagger-ui.css", "swagger-ui-bundle.js");
        assertThat(links)
                .filteredOn(link -> !link.startsWith("data:"))
                .allSatisfy(link -> assertThat(
                                hub.get(page.uri().resolve(link).getPath()).statusCode())
                        .isEqualTo(200));
        assertThat(hub.get("/docs/viewer.js").body())
                .contains("\"../openapi.yaml\"", "validatorUrl: null")
                .doesNotContain("http");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe", "http", "*");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyFileSaysWhatItIsAndIsAskedAboutAgain(String path) {
        HttpResponse<String> file = hub.get(path);
        if (file.statusCode() == 302) {
            return;
        }

        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-cache");
        HttpResponse<String> again = hub.send(hub.request(path)
                .header("If-None-Match", file.headers().firstValue("ETag").orElseThrow())
                .build());
        assertThat(again.statusCode()).isEqualTo(304);
        HttpResponse<String> head = hub.send(
                hub.request(path).method("HEAD", BodyPublishers.noBody()).build());
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(file.headers().firstValue("Content-Length"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPageCanOnlyBeRead(String path) {
        HttpResponse<String> response =
                hub.send(hub.request(path).POST(BodyPublishers.noBody()).build());

        assertThat(response.statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/index.html",
                "/docs/docs.html",
                "/docs/swagger-ui.js",
                "/docs/openapi.yaml",
                "/docs/ApiPages.class",
                "/docs/viewer.js/",
                "/docs/VIEWER.JS",
                "/docs/%76iewer.js",
                "/docs/viewer.js;x=y",
                "/docs/../openapi.yaml",
                "/docs/x/../viewer.js",
                "/docs/./viewer.js",
                "/DOCS",
                "/openapi.yaml/",
                "/openapi.json",
                "/logback.xml",
                "/META-INF/MANIFEST.MF",
                "/webjars/swagger-ui/",
            })
    void nothingElseIsThere(String path) {
        String answer =
                RawSocket.exchange(hub.uri("/"), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404").contains("urn:cardferry:problem:not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/%2e%2e/openapi.yaml",
                "/docs/..%2fopenapi.yaml",
                "/docs/%2e%2e%2f%2e%2e%2flogback.xml",
                "/docs/..;/openapi.yaml",
                "/docs//viewer.js",
                "/docs/%00",
                "/docs/..%5clogback.xml",
                "/docs/%252e%252e/logback.xml",
            })
    void aPathThatIsMeantToMisleadIsABadRequest(String path) {
        String answer =
                RawSocket.exchange(hub.uri("/"), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("urn:cardferry:problem:bad-request");
    }
}
