package io.cardferry.docs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the code and the routes can say of themselves stands in the docs as they say it. */
class GeneratedDocsTest {

    private static final Path CONFIGURATION = Path.of("docs/configuration.md");
    private static final Path ROUTES = Path.of("docs/routes.md");
    private static final Path FORMATS = Path.of("docs/formats.md");

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

    @Test
    void everyFieldOfCumulusIsInTheTable() throws IOException {
        new GeneratedPart(FORMATS, "fields of cumulus").holds(ShippedLayouts.fieldsOfCumulus());
    }

    @ParameterizedTest
    @CsvSource({
        "registration, approved/message.hex",
        "answer, approved/answer.hex",
        "inquiry, approved/inquiry.hex",
        "never seen, never-seen/answer.hex",
        "echo, approved/echo.hex",
        "echo's answer, echo/answer.hex"
    })
    void theHexDumpsOfCumulusAreItsSamples(String part, String sample) throws IOException {
        new GeneratedPart(FORMATS, "cumulus " + part).holds(ShippedLayouts.dumpOfCumulus(sample));
    }

    @Test
    void theRecordsOfDeltaAreInTheTables() throws IOException {
        new GeneratedPart(FORMATS, "record of delta").holds(ShippedLayouts.recordOfDelta());
        new GeneratedPart(FORMATS, "answer of delta").holds(ShippedLayouts.answerOfDelta());
    }

    @Test
    void theHexDumpsOfDeltaAreItsSamples() throws IOException {
        new GeneratedPart(FORMATS, "delta registration").holds(ShippedLayouts.dumpOfDeltasRecord());
        new GeneratedPart(FORMATS, "delta answer").holds(ShippedLayouts.dumpOfDeltasAnswer());
    }
}
