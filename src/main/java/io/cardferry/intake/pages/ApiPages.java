package io.cardferry.intake.pages;

import io.cardferry.intake.HttpAnswer;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the hub tells about its API: the OpenAPI 3.1 document, and a page with Swagger UI that shows it. Each has one
 * exact path, so nothing else of the class path can be asked for.
 */
public final class ApiPages {

    /** The path of the OpenAPI document. */
    public static final String DOCUMENT = "/openapi.yaml";

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private ApiPages() {}

    /** Every page by its path. A page is read when it is first asked for, and then kept. */
    public static Map<String, Supplier<HttpAnswer>> byPath() {
        return Map.of(
                // The type has no charset parameter; YAML is UTF-8 (RFC 9512).
                DOCUMENT,
                ClassPathPage.ours("openapi.yaml", "application/yaml"),
                // The page's links start from a folder. Relative, as the hub does not know a gateway's prefix.
                "/docs",
                () -> new HttpAnswer(
                        302, Map.of("Location", "docs/", "Cache-Control", "no-store"), "text/plain", new byte[0]),
                "/docs/",
                ClassPathPage.ours("docs.html", "text/html; charset=utf-8"),
                "/docs/viewer.js",
                ClassPathPage.ours("viewer.js", SCRIPT),
                "/docs/swagger-ui.css",
                ClassPathPage.ofViewer("swagger-ui.css", "text/css; charset=utf-8"),
                "/docs/swagger-ui-bundle.js",
                ClassPathPage.ofViewer("swagger-ui-bundle.js", SCRIPT),
                // The script names it.
                "/docs/swagger-ui-bundle.js.LICENSE.txt",
                ClassPathPage.ofViewer("swagger-ui-bundle.js.LICENSE.txt", "text/plain; charset=utf-8"));
    }
}
