package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.issuer.ArrivedAnswer;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.LateAnswer;
import io.cardferry.issuer.UnmatchedAnswers;
import io.cardferry.issuer.UnrecordedAnswers;
import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of answers that nobody waits for, and of those that can't be recorded at once. */
class LateAnswersRouteTest extends RouteTest {

    private final Dispatch dispatch = Examples.dispatch(Examples.submission("c-1"));
    private final ArrivedAnswer arrived =
            ArrivedAnswer.unclaimed(dispatch.pack(), "card 4111111111111111".getBytes(StandardCharsets.US_ASCII));
    private final LateAnswer late = new LateAnswer(dispatch.card(), Outcome.approved("tok-1"), true);
    private final EndedAttempt ended = new EndedAttempt(dispatch, Outcome.approved("tok-1"), Duration.ofMillis(12));
    private final List<Object> steps = new CopyOnWriteArrayList<>();
    private final UnrecordedAnswers unrecorded = new UnrecordedAnswers();
    private Optional<LateAnswer> found = Optional.of(late);
    private boolean tooEarly;
    private RuntimeException readFailure;
    private RuntimeException recordFailure;

    LateAnswersRouteTest() {
        super("issuers/late-answers", "delivery/sweep-answers", "registration/record-outcome");
    }

    /** Stands for the step that finds out whose an answer is. */
    public final class Reading {
        public boolean isTooEarly(ArrivedAnswer given) {
            return tooEarly;
        }

        public Optional<LateAnswer> read(ArrivedAnswer given) {
            assertThat(given).isSameAs(arrived);
            steps.add("read");
            if (readFailure != null) {
                throw readFailure;
            }
            return found;
        }
    }

    /** Stands for the step that records. */
    public final class Recording {
        public CardRegistration recordLate(LateAnswer given) {
            assertThat(given).isSameAs(late);
            return recorded("late");
        }

        public CardRegistration record(EndedAttempt given) {
            assertThat(given).isSameAs(ended);
            return recorded("ended");
        }

        private CardRegistration recorded(String what) {
            steps.add(what);
            if (recordFailure != null) {
                throw recordFailure;
            }
            return Examples.card("c-1", CardStatus.APPROVED);
        }
    }

    @Override
    void bind(Registry registry) {
        registry.bind("lateAnswers", new Reading());
        registry.bind("cardOutcome", new Recording());
        registry.bind("unrecordedAnswers", unrecorded);
        registry.bind("awaitedReplies", new AwaitedReplies());
    }

    @Override
    public void configureContext(CamelContextConfiguration camel) {
        super.configureContext(camel);
        Properties properties = new Properties();
        properties.setProperty("cardferry.delivery.poll-interval", "1000");
        camel.withUseOverridePropertiesWithPropertiesComponent(properties);
    }

    @BeforeEach
    void start() throws Exception {
        startByHand("sweep-answers");
        context.start();
    }

    @Test
    void anAnswerIsReadAndRecorded() {
        Exchange exchange = send("direct:late-answer", arrived);

        assertThat(exchange.isFailed()).isFalse();
        assertThat(steps).containsExactly("read", "late");
        assertThat(unrecorded.waiting()).isZero();
    }

    @Test
    void ofAnAnswerThatBelongsToNothingNothingIsRecorded() {
        found = Optional.empty();

        Exchange exchange = send("direct:late-answer", arrived);

        assertThat(exchange.isFailed()).isFalse();
        assertThat(steps).containsExactly("read");
    }

    @Test
    void aSecondAnswerWaitsUntilTheFirstIsRecorded() {
        tooEarly = true;
        send("direct:late-answer", arrived);
        sweep();
        assertThat(steps).isEmpty();
        assertThat(unrecorded.waiting()).isEqualTo(1);

        tooEarly = false;
        sweep();

        assertThat(steps).containsExactly("read", "late");
        assertThat(unrecorded.waiting()).isZero();
    }

    @Test
    void whileTheLedgerCannotBeReadTheAnswerIsKeptAndTheSweepBringsItBack() {
        readFailure = new LedgerUnavailableException("the ledger can't be read", null);
        send("direct:late-answer", arrived);
        sweep();
        assertThat(unrecorded.waiting()).isEqualTo(1);

        readFailure = null;
        sweep();

        assertThat(steps).containsExactly("read", "read", "read", "late");
        assertThat(unrecorded.waiting()).isZero();
    }

    @Test
    void whileTheLedgerCannotCommitTheAnswerIsKeptBesideThoseOfOrdinaryExchanges() {
        recordFailure = new LedgerUnavailableException("the ledger can't commit", null);
        send("direct:late-answer", arrived);
        send("direct:record-outcome", ended);
        assertThat(unrecorded.waiting()).isEqualTo(2);

        recordFailure = null;
        steps.clear();
        sweep();

        assertThat(steps).containsExactly("read", "late", "ended");
        assertThat(unrecorded.waiting()).isZero();
    }

    @Test
    void whoCanGiveTheAnswerBackIsToldThatItCouldNotBeRecorded() {
        recordFailure = new LedgerUnavailableException("the ledger can't commit", null);

        Exchange exchange = send("direct:record-late-answer", arrived);

        assertThat(exchange.getException()).isSameAs(recordFailure);
        assertThat(unrecorded.waiting()).isZero();
    }

    @Test
    void anAnswerThatCannotBeDealtWithHarmsNobodyAndNothingOfItIsLogged() {
        readFailure = new IllegalStateException("card 4111111111111111");

        try (LogCapture log = LogCapture.begin()) {
            Exchange exchange = send("direct:late-answer", arrived);

            assertThat(exchange.isFailed()).isFalse();
            assertThat(log.text()).contains("java.lang.IllegalStateException").doesNotContain("4111111111111111");
        }
    }

    @Test
    void ofManyAnswersThatBelongToNothingEachIsCountedAndOneLineInTenSecondsTells() {
        AtomicLong nanos = new AtomicLong();
        List<String> counted = new ArrayList<>();
        UnmatchedAnswers unmatched = new UnmatchedAnswers(counted::add, nanos::get);

        try (LogCapture log = LogCapture.begin()) {
            for (int i = 0; i < 100; i++) {
                unmatched.tell("cumulus");
            }
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            unmatched.tell("cumulus");

            assertThat(counted).hasSize(101).containsOnly("cumulus");
            assertThat(log.text().lines().filter(line -> line.contains("WARN")))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("issuer cumulus: an answer belongs to no message that was sent there", "(1 such");
            assertThat(log.text()).contains("(100 such");
        }
    }

    private void sweep() {
        send("direct:start-sweep-answers", null);
    }
}
