package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.IssuerFailures;
import io.cardferry.issuer.OpenedSubmission;
import io.cardferry.issuer.SealedCardMismatch;
import io.cardferry.issuer.SendingPermission;
import io.cardferry.issuer.UnrecordedAnswers;
import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Submission;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.StaleChangeException;
import io.cardferry.security.UnreadableSealedCard;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitCardRouteTest extends RouteTest {

    private final Submission submission = Examples.submission("c-1");
    private final Dispatch dispatch = Examples.dispatch(submission);
    private final OpenedSubmission opened = new OpenedSubmission(submission, dispatch.pack(), Optional.empty());
    private final EndedAttempt ended = new EndedAttempt(dispatch, Outcome.approved("tok-1"), Duration.ofMillis(12));
    private final CardRegistration recorded = Examples.card("c-1", CardStatus.APPROVED);
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final UnrecordedAnswers unrecorded = new UnrecordedAnswers();
    private final Map<String, RuntimeException> failures = new HashMap<>();

    SubmitCardRouteTest() {
        super("registration/submit-card", "registration/render-card", "registration/record-outcome");
    }

    /** Stands for the steps that render and record; each notes that it was taken, and fails as a test says. */
    public final class Steps {

        public Dispatch render(OpenedSubmission given) {
            assertThat(given).isSameAs(opened);
            return step("render", dispatch);
        }

        public Dispatch recordIntent(Dispatch given) {
            assertThat(given).isSameAs(dispatch);
            return step("intent", dispatch);
        }

        public CardRegistration recordNotRepresentable(Submission given, NotRepresentable why) {
            assertThat(given).isSameAs(submission);
            return step("not-representable: " + why.getMessage(), recorded);
        }

        public CardRegistration recordUnreadable(Submission given, UnreadableSealedCard why) {
            assertThat(given).isSameAs(submission);
            return step("unreadable: " + why.getMessage(), recorded);
        }

        public CardRegistration recordMismatch(Submission given, SealedCardMismatch why) {
            assertThat(given).isSameAs(submission);
            return step("mismatch: " + why.getMessage(), recorded);
        }

        public CardRegistration recordMappingFailed(Submission given, MappingFailed why) {
            assertThat(given).isSameAs(submission);
            return step("mapping-failed: " + why.getMessage(), recorded);
        }
    }

    /** Stands for the step that has a card wait. */
    public final class Holding {
        public void holdWithoutPack(Submission given) {
            assertThat(given).isSameAs(submission);
            step("hold", given);
        }
    }

    /** Stands for the step that opens sealed cards. */
    public final class Opening {
        public OpenedSubmission open(Submission given) {
            assertThat(given).isSameAs(submission);
            return step("open", opened);
        }
    }

    /** Stands for the step that records. */
    public final class Recording {
        public CardRegistration record(EndedAttempt given) {
            assertThat(given).isSameAs(ended);
            return step("outcome", recorded);
        }
    }

    /** Stands for the issuers' gates. */
    public final class Gates {
        public void attemptEnded(EndedAttempt given, SendingPermission permission) {
            assertThat(given).isSameAs(ended);
            step("gate", given);
        }
    }

    /** Stands for the metrics. */
    public final class Measure {
        public void attemptEnded(EndedAttempt given) {
            assertThat(given).isSameAs(ended);
            step("measure", given);
        }
    }

    private <T> T step(String name, T result) {
        steps.add(name);
        RuntimeException failure = failures.get(name);
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    @Override
    void bind(Registry registry) {
        registry.bind("cardOpening", new Opening());
        registry.bind("cardSubmission", new Steps());
        registry.bind("heldCard", new Holding());
        registry.bind("cardOutcome", new Recording());
        registry.bind("unrecordedAnswers", unrecorded);
        registry.bind("awaitedReplies", new AwaitedReplies());
        registry.bind("issuerGates", new Gates());
        registry.bind("metrics", new Measure());
    }

    @BeforeEach
    void start() throws Exception {
        cutOff("send-card", "direct:issuer-*");
        mock(dispatch.endpoint(), exchange -> exchange.getMessage().setBody(step("send", ended)));
        context.start();
    }

    @Test
    void theIntentIsCommittedBeforeAnythingIsSentAndTheOutcomeIsRecordedAfterwards() {
        Exchange exchange = submit();

        assertThat(steps).containsExactly("open", "render", "intent", "send", "gate", "measure", "outcome");
        assertThat(exchange.getMessage().getBody()).isSameAs(recorded);
    }

    @Test
    void anAnswerThatCannotBeRecordedIsKept() {
        failures.put("outcome", new LedgerUnavailableException("the ledger can't commit", null));

        Exchange exchange = submit();

        assertThat(exchange.isFailed()).isFalse();
        assertThat(unrecorded.takeAll()).containsExactly(ended);
        assertThat(unrecorded.takeAll()).isEmpty();
    }

    @Test
    void ofAnswersThatCannotBeRecordedNoMoreAreKeptThanMemoryAllows() {
        try (LogCapture log = LogCapture.begin()) {
            for (int i = 0; i < 1_001; i++) {
                unrecorded.keep(ended);
            }

            assertThat(log.text()).containsOnlyOnce("ALARM");
        }
        assertThat(unrecorded.takeAll()).hasSize(1_000);
    }

    @Test
    void aMessageThatTheLedgerGivesNoNumberLeavesTheCardToTheSweepAndNothingIsRecordedOfIt() {
        failures.put("render", new LedgerUnavailableException("the ledger can't commit", null));

        try (LogCapture log = LogCapture.begin()) {
            Exchange exchange = submit();

            assertThat(exchange.isFailed()).isFalse();
            assertThat(steps).containsExactly("open", "render");
            assertThat(log.text()).contains("the ledger can't commit; the sweep takes it up again");
        }
    }

    @Test
    void nothingIsSentWhileTheLedgerCannotCommitTheIntent() {
        failures.put("intent", new LedgerUnavailableException("the ledger can't commit", null));

        submit();

        assertThat(steps).containsExactly("open", "render", "intent");
    }

    @Test
    void nothingIsSentByWhoeverNoLongerHoldsTheCard() {
        failures.put("intent", new StaleChangeException("card registration was taken over"));

        submit();

        assertThat(steps).containsExactly("open", "render", "intent");
    }

    @Test
    void aCardThatCannotBeOpenedIsRecordedAndNothingIsSent() {
        failures.put("open", new UnreadableSealedCard("the sealed card was altered"));

        submit();

        assertThat(steps).containsExactly("open", "unreadable: the sealed card was altered");
    }

    @Test
    void aCardThatIsAnotherOneThanItsListSaysIsRecordedAndNothingIsSent() {
        failures.put("open", IssuerFailures.sealedCardMismatch());

        submit();

        assertThat(steps)
                .containsExactly("open", "mismatch: the sealed card does not agree with the card list in last4");
    }

    @Test
    void aValueThatDoesNotFitIsRecordedAndNothingIsSent() {
        failures.put("render", new NotRepresentable("/device/name", "is too long"));

        Exchange exchange = submit();

        assertThat(steps).containsExactly("open", "render", "not-representable: /device/name is too long");
        assertThat(exchange.isFailed()).isFalse();
    }

    @Test
    void aCardWhosePackIsGoneWaitsAndNothingIsSent() {
        failures.put("render", IssuerFailures.unsupportedIssuer());

        submit();

        assertThat(steps).containsExactly("open", "render", "hold");
    }

    @Test
    void aMappingThatFailsIsRecordedAndNothingIsSent() {
        failures.put("render", IssuerFailures.mappingFailed());

        submit();

        assertThat(steps).containsExactly("open", "render", "mapping-failed: request.jslt:3: no such function");
    }

    @Test
    void aCardWhoseHoldCannotBeRecordedIsLeftToTheSweep() {
        failures.put("render", IssuerFailures.unsupportedIssuer());
        failures.put("hold", new LedgerUnavailableException("the ledger can't commit", null));

        try (LogCapture log = LogCapture.begin()) {
            Exchange exchange = submit();

            assertThat(exchange.isFailed()).isFalse();
            assertThat(steps).containsExactly("open", "render", "hold");
            assertThat(log.text()).contains("the ledger can't commit; the sweep takes it up again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "render", "intent", "send", "gate", "measure", "outcome"})
    void aStepThatFailsLeavesTheCardToTheSweepWithoutAWordOfItsData(String step) {
        failures.put(step, new IllegalStateException("card 4111111111111111"));

        try (LogCapture log = LogCapture.begin()) {
            Exchange exchange = submit();

            assertThat(exchange.isFailed()).isFalse();
            assertThat(steps).last().isEqualTo(step);
            assertThat(log.text())
                    .contains("failed with java.lang.IllegalStateException")
                    .contains("the sweep takes it up again")
                    .doesNotContain("4111111111111111", "assertion-canary", "acc/1001");
        }
    }

    private Exchange submit() {
        return send("direct:submit-card", submission);
    }
}
