package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The flow can be read in the routes: each of its steps is a pattern with a name, in the route where a reader looks for
 * it. Whoever moves a step into a bean or another route finds this red, and moves it back or changes the story here.
 */
class SpineStandsInTheRoutesTest {

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void load() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Resource resource = PluginHelper.getResourceLoader(CAMEL).resolveResource("file:" + file);
                PluginHelper.getRoutesLoader(CAMEL).loadRoutes(resource);
            }
        }
    }

    @AfterAll
    static void close() {
        CAMEL.stop();
    }

    @Test
    void aRequestIsReadAcceptedAwaitedAndAnswered() {
        assertThat(route("accept-over-http"))
                .containsSubsequence(
                        "process take-allowed-request-parts",
                        "bean read-request",
                        "to accept direct:accept-registration",
                        "process await-ending",
                        "bean answer-registration",
                        "process send-answer");
    }

    @Test
    void aRegistrationIsCommittedBeforeItsWorkIsTappedOff() {
        assertThat(route("accept-registration"))
                .containsSubsequence(
                        "from direct:accept-registration",
                        "bean commit-registration",
                        "choice is-it-new",
                        "wireTap start-work direct:start-registration");
        assertThat(route("start-registration"))
                .containsSubsequence(
                        "from direct:start-registration",
                        "bean load-registration",
                        "to register-at-once direct:register");
    }

    @Test
    void theCardsAreFoundAndEachGoesItsOwnWay() {
        assertThat(route("register"))
                .containsSubsequence(
                        "from direct:register",
                        "to discover direct:discover-cards",
                        "split each-card",
                        "toD to-issuers-lane direct:lane-${body.card.issuer}");
    }

    @Test
    void theRegistrationIsEnrichedWithTheCardsOfEverySource() {
        assertThat(route("discover-cards"))
                .containsSubsequence(
                        "from direct:discover-cards",
                        "enrich enrich-with-cards direct:ask-card-sources",
                        "bean record-discovery");
        assertThat(route("ask-card-sources"))
                .containsSubsequence("from direct:ask-card-sources", "recipientList each-source");
        assertThat(template("card-source"))
                .containsSubsequence(
                        "from direct:source-{{source}}",
                        "process make-source-request",
                        "to ask-source {{url}}",
                        "process read-source-answer");
    }

    @Test
    void aCardListAsksTheSameSourcesAndRecordsNothing() {
        assertThat(route("list-cards-over-http"))
                .containsSubsequence(
                        "process take-allowed-list-parts",
                        "bean read-list-request",
                        "process take-place",
                        "to make-list direct:list-cards",
                        "bean answer-list",
                        "process send-list");
        assertThat(route("list-cards"))
                .containsExactly(
                        "from direct:list-cards",
                        "enrich enrich-with-list direct:ask-card-sources",
                        "bean say-what-is-registrable");
    }

    @Test
    void aSearchTakesItsTurnBeforeItReadsTheLedger() {
        assertThat(route("search-registrations"))
                .containsSubsequence(
                        "process take-allowed-search-parts",
                        "bean read-search",
                        "threads wait-for-turn",
                        "bean find-registrations",
                        "process send-found");
    }

    @Test
    void theMessageIsRenderedAndItsIntentRecordedBeforeItIsSent() {
        assertThat(route("submit-card"))
                .containsSubsequence(
                        "from direct:submit-card",
                        "to render direct:render-card",
                        "bean record-intent",
                        "to send direct:send-card");
        assertThat(route("send-card"))
                .containsSubsequence(
                        "from direct:send-card",
                        "recipientList send-to-issuer",
                        "bean tell-gate",
                        "to record direct:record-outcome");
        assertThat(route("render-card"))
                .containsSubsequence(
                        "from direct:render-card",
                        "bean open-sealed-card",
                        "bean render-message",
                        "bean bury-unreadable",
                        "bean reject-mismatch",
                        "bean reject-not-representable",
                        "bean hold-without-pack",
                        "bean bury-mapping-failed");
        assertThat(template("http-issuer"))
                .containsSubsequence(
                        "from direct:issuer-{{pack}}",
                        "process make-issuer-request",
                        "to call-issuer {{url}}",
                        "process read-issuer-answer");
        assertThat(template("jms-issuer"))
                .containsExactly(
                        "from direct:issuer-{{pack}}",
                        "process make-jms-request",
                        "to send-jms-request jms:queue:{{requestQueue}}",
                        "process await-reply",
                        "process read-issuer-answer");
    }

    @Test
    void aReplyIsAcknowledgedAtTheEndOfTheRouteThatHasItRecorded() {
        assertThat(template("jms-issuer-replies"))
                .containsSubsequence(
                        "process take-reply",
                        "to have-reply-recorded direct:record-or-give-up-reply",
                        "filter what-was-given-up",
                        "to set-reply-aside jms:queue:{{replyQueue}}.failed")
                .hasSize(5);
        assertThat(route("record-or-give-up-reply"))
                .containsSubsequence(
                        "to record-held-reply direct:record-reply", "process bring-reply-again-unless-too-often");
        assertThat(route("record-reply"))
                .containsSubsequence("loop until-recorded", "bean settle-reply", "bean hold-reply");
    }

    @Test
    void theSweepRunsTheSameRoutesAsTheHotPath() {
        assertThat(route("sweep-registrations"))
                .containsSubsequence("bean take-due-registrations", "wireTap register-due direct:register");
        assertThat(route("sweep-cards"))
                .containsSubsequence(
                        "bean read-pauses", "bean take-due-cards", "toD to-lane direct:lane-${body.card.issuer}");
        assertThat(template("issuer-lane"))
                .containsSubsequence("from direct:lane-{{issuer}}", "wireTap hand-over direct:take-up-card");
        assertThat(route("take-up-card"))
                .containsSubsequence(
                        "choice what-is-due",
                        "to ask direct:inquire-issuer",
                        "to send-if-open direct:send-through-gate");
        assertThat(route("send-through-gate"))
                .containsSubsequence(
                        "process ask-gate",
                        "choice what-the-gate-lets-pass",
                        "bean hold-card",
                        "to submit direct:submit-card",
                        "to repeat direct:send-again");
        assertThat(route("send-again"))
                .containsSubsequence("bean open-message", "bean record-repeat", "to send-once-more direct:send-card");
        assertThat(route("record-outcome"))
                .containsSubsequence(
                        "from direct:record-outcome", "bean commit-outcome", "bean tell-recorded", "bean keep-answer");
        assertThat(route("sweep-answers"))
                .containsSubsequence(
                        "bean take-unrecorded",
                        "to record-arrived-late direct:late-answer",
                        "to record-late direct:record-outcome");
        assertThat(route("take-late-answer"))
                .containsSubsequence("from direct:late-answer", "to record-or-keep direct:record-or-keep-late-answer");
        assertThat(route("record-or-keep-late-answer"))
                .containsSubsequence("to record-arrived direct:record-late-answer", "bean keep-arrived");
        assertThat(route("record-late-answer"))
                .containsSubsequence(
                        "from direct:record-late-answer", "bean read-late-answer", "bean commit-late-answer");
        assertThat(route("inquire-issuer"))
                .containsSubsequence(
                        "bean make-inquiry", "recipientList ask-issuer", "to record-answer direct:record-outcome");
    }

    private static Model model() {
        return CAMEL.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** The steps that have a name, in the order in which they stand in the file. */
    private static List<String> route(String id) {
        RouteDefinition route = model().getRouteDefinition(id);
        assertThat(route).as("route " + id).isNotNull();
        return steps(route);
    }

    private static List<String> template(String id) {
        RouteTemplateDefinition template = model().getRouteTemplateDefinition(id);
        assertThat(template).as("template " + id).isNotNull();
        return steps(template.getRoute());
    }

    private static List<String> steps(RouteDefinition route) {
        List<String> steps = new ArrayList<>();
        steps.add("from " + route.getInput().getEndpointUri());
        route.getOutputs().forEach(step -> add(step, steps));
        return steps;
    }

    private static void add(ProcessorDefinition<?> step, List<String> steps) {
        if (step.getId() != null) {
            steps.add((step.getShortName() + " " + step.getId() + " " + target(step)).trim());
        }
        step.getOutputs().forEach(inner -> add(inner, steps));
        if (step instanceof TryDefinition attempt) {
            attempt.getCatchClauses().forEach(caught -> add(caught, steps));
        }
    }

    private static String target(ProcessorDefinition<?> step) {
        if (step instanceof EndpointRequiredDefinition to) {
            return withoutParameters(to.getEndpointUri());
        }
        if (step instanceof ToDynamicDefinition to) {
            return withoutParameters(to.getUri());
        }
        if (step instanceof EnrichDefinition enrich) {
            return enrich.getExpression().getExpression();
        }
        return "";
    }

    private static String withoutParameters(String uri) {
        return uri.replaceFirst("\\?.*", "");
    }
}
