package io.cardferry.docs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the code and the routes can say of themselves stands in the docs as they say it. */
class GeneratedDocsTest {

    private static final Path CONFIGURATION = Path.of("docs/configuration.md");
    private static final Path ROUTES = Path.of("docs/routes.md");

    @Test
    void everyKeyOfTheHubIsInTheReference() throws IOException {
        new GeneratedPart(CONFIGURATION, "hub keys").holds(ConfigurationTables.ofTheHub());
    }

    @Test
    void everyKeyOfSourcesAndIssuersIsInTheReference() throws IOException {
        new GeneratedPart(CONFIGURATION, "source and issuer keys").holds(ConfigurationTables.ofSourcesAndIssuers());
    }

    @Test
    void everyKeyOfAnIssuersFileIsInTheReference() throws IOException {
        new GeneratedPart(CONFIGURATION, "issuer.yaml").holds(ConfigurationTables.ofIssuerFile());
    }

    @Test
    void everyOtherVariableIsInTheReference() throws IOException {
        new GeneratedPart(CONFIGURATION, "variables").holds(ConfigurationTables.ofVariables());
    }

    @Test
    void thePictureOfTheFlowIsThatOfTheRoutes() throws IOException {
        new GeneratedPart(ROUTES, "flow").holds(new FlowDiagram(RouteFiles.read()).lines());
    }

    @Test
    void everyRouteIsInTheTable() throws IOException {
        new GeneratedPart(ROUTES, "routes").holds(RouteTables.ofRoutes(RouteFiles.read()));
    }

    @Test
    void everyRouteTemplateIsInTheTable() throws IOException {
        new GeneratedPart(ROUTES, "route templates").holds(RouteTables.ofTemplates(RouteFiles.read()));
    }

    @Test
    void everyErrorPolicyIsInTheTable() throws IOException {
        new GeneratedPart(ROUTES, "error policies").holds(RouteTables.ofPolicies(RouteFiles.read()));
    }
}
