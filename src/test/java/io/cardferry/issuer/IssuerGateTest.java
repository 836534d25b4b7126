package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an issuer's gate lets attempts pass, and what it says of the issuer. */
class IssuerGateTest {

    private static final Dispatch DISPATCH = PackFixture.dispatch();
    private static final Outcome DEAD = Outcome.notSent("connection refused");
    private static final Outcome ALIVE = Outcome.declined("05");
    private static final Outcome NO_ACCESS =
            Outcome.notProcessed(new Reason(ReasonCode.ISSUER_ACCESS, "HTTP 401"), null);
    private static final Outcome BUSY = Outcome.notProcessed(new Reason(ReasonCode.ISSUER_BUSY, "HTTP 429"), null);

    private final AtomicBoolean paused = new AtomicBoolean();
    private final AtomicLong nanos = new AtomicLong(-7);
    private final IssuerGate gate = new IssuerGate("aurora", paused::get, nanos::get);
    private final LogCapture log = LogCapture.of(IssuerGate.class);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void anIssuerIsUpUntilSomethingSpeaksAgainstIt() {
        assertThat(gate.state()).isEqualTo(IssuerState.UP);
        assertThat(gate.room()).isEqualTo(Integer.MAX_VALUE);
        assertThat(gate.ask().isGranted()).isTrue();
    }

    @Test
    void nothingPassesWhileTheIssuerIsPausedAndEverythingAfterwards() {
        paused.set(true);

        assertThat(gate.state()).isEqualTo(IssuerState.PAUSED);
        assertThat(gate.room()).isZero();
        assertThat(gate.ask().refusal().code()).isEqualTo(ReasonCode.ISSUER_PAUSED);

        paused.set(false);
        assertThat(gate.ask().isGranted()).isTrue();
        assertThat(gate.state()).isEqualTo(IssuerState.UP);
    }

    @Test
    void aWindowFullOfFailuresOpensTheBreaker() {
        attempts(IssuerGate.WINDOW - 1, DEAD);
        assertThat(gate.ask().isGranted()).isTrue();

        attempts(1, DEAD);

        assertThat(gate.ask().refusal().code()).isEqualTo(ReasonCode.ISSUER_UNREACHABLE);
        assertThat(gate.room()).isZero();
        assertThat(gate.state()).isEqualTo(IssuerState.DEGRADED);
    }

    @Test
    void anIssuerThatDecidesAboutEveryEighthCardIsSentOn() {
        attempts(IssuerGate.WINDOW / 8, ALIVE);
        attempts(IssuerGate.WINDOW - IssuerGate.WINDOW / 8, DEAD);

        assertThat(gate.ask().isGranted()).isTrue();
        assertThat(gate.state()).isEqualTo(IssuerState.UP);
    }

    @Test
    void whatTheIssuerItselfAnsweredIsNoFailureWhateverItSaid() {
        for (Outcome outcome : List.of(ALIVE, BUSY, NO_ACCESS, Outcome.refused("HTTP 400"))) {
            attempts(IssuerGate.WINDOW, outcome);
            assertThat(gate.ask().isGranted()).as(outcome.toString()).isTrue();
        }
    }

    @Test
    void a503IsAFailureAlthoughNothingWasProcessed() {
        for (int i = 0; i < IssuerGate.WINDOW; i++) {
            gate.ask().used(new EndedAttempt(DISPATCH, BUSY, Duration.ofMillis(1), false));
        }

        assertThat(gate.ask().isGranted()).isFalse();
    }

    @Test
    void aDecisionThatTookMinutesIsADecision() {
        for (int i = 0; i < 2 * IssuerGate.WINDOW; i++) {
            gate.ask().used(new EndedAttempt(DISPATCH, ALIVE, Duration.ofMinutes(4)));
        }

        assertThat(gate.ask().isGranted()).isTrue();
    }

    @Test
    void afterFiveSecondsAFewCardsTryTheIssuerOut() {
        attempts(IssuerGate.WINDOW, DEAD);
        pass(IssuerGate.OPEN_FOR.minusNanos(1));
        assertThat(gate.room()).isZero();
        assertThat(gate.ask().isGranted()).isFalse();

        pass(Duration.ofNanos(1));

        assertThat(gate.room()).isEqualTo(IssuerGate.PROBES);
        assertThat(granted(IssuerGate.PROBES)).allMatch(SendingPermission::isGranted);
        assertThat(gate.room()).isZero();
        assertThat(gate.ask().isGranted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anIssuerThatAnswersOneOfThemIsSentToAgain(int answers) {
        attempts(IssuerGate.WINDOW, DEAD);
        pass(IssuerGate.OPEN_FOR);

        attempts(answers, ALIVE);
        attempts(IssuerGate.PROBES - answers, DEAD);

        assertThat(gate.state()).isEqualTo(IssuerState.UP);
        assertThat(gate.room()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void oneThatAnswersNoneIsLeftAloneForAnotherFiveSeconds() {
        attempts(IssuerGate.WINDOW, DEAD);
        pass(IssuerGate.OPEN_FOR);

        attempts(IssuerGate.PROBES, DEAD);

        assertThat(gate.ask().isGranted()).isFalse();
        pass(IssuerGate.OPEN_FOR);
        assertThat(gate.ask().isGranted()).isTrue();
    }

    @Test
    void aPermissionThatIsGivenBackIsThereForAnother() {
        attempts(IssuerGate.WINDOW, DEAD);
        pass(IssuerGate.OPEN_FOR);

        for (int i = 0; i < 10 * IssuerGate.PROBES; i++) {
            SendingPermission permission = gate.ask();
            assertThat(permission.isGranted()).isTrue();
            permission.giveBack();
        }
        assertThat(gate.room()).isEqualTo(IssuerGate.PROBES);
    }

    @Test
    void aPermissionThatWasUsedCanNotBeGivenBackAsWell() {
        attempts(IssuerGate.WINDOW, DEAD);
        pass(IssuerGate.OPEN_FOR);
        SendingPermission permission = gate.ask();
        permission.used(ended(ALIVE));

        permission.giveBack();

        granted(IssuerGate.PROBES - 1);
        assertThat(gate.ask().isGranted()).isFalse();
    }

    @Test
    void attemptsFromBeforeSayNothingAboutAnIssuerThatIsTriedOut() {
        List<SendingPermission> early = granted(5);
        attempts(IssuerGate.WINDOW, DEAD);
        pass(IssuerGate.OPEN_FOR);
        SendingPermission probe = gate.ask();

        early.get(0).giveBack();
        early.subList(1, 5).forEach(permission -> permission.used(ended(DEAD)));

        assertThat(gate.room()).isEqualTo(IssuerGate.PROBES - 1);
        probe.used(ended(ALIVE));
        attempts(2, ALIVE);
        assertThat(gate.state()).isEqualTo(IssuerState.UP);
    }

    @Test
    void anIssuerThatRefusesUsAccessIsDegradedUntilItAnswersOtherwiseButIsSentTo() {
        attempts(1, NO_ACCESS);
        assertThat(gate.state()).isEqualTo(IssuerState.DEGRADED);
        assertThat(gate.ask().isGranted()).isTrue();

        attempts(1, DEAD);
        attempts(1, Outcome.unknown("no answer"));
        assertThat(gate.state()).as("silence says nothing about our access").isEqualTo(IssuerState.DEGRADED);

        attempts(1, BUSY);
        assertThat(gate.state()).isEqualTo(IssuerState.UP);
    }

    @Test
    void thatItRefusesUsAccessIsOneAlarmAndNotOnePerCard() {
        attempts(5, NO_ACCESS);
        assertThat(alarms()).containsExactly("ALARM: issuer aurora refuses us access (issuer-access: HTTP 401)");

        attempts(1, ALIVE);
        attempts(5, NO_ACCESS);
        assertThat(alarms()).hasSize(2);
    }

    @Test
    void aPauseHidesNoTroubleFromThatTimeOn() {
        attempts(1, NO_ACCESS);
        paused.set(true);
        assertThat(gate.state()).isEqualTo(IssuerState.PAUSED);

        paused.set(false);
        assertThat(gate.state()).isEqualTo(IssuerState.DEGRADED);
    }

    private List<String> alarms() {
        return log.messages().stream().filter(line -> line.startsWith("ALARM")).toList();
    }

    private List<SendingPermission> granted(int number) {
        List<SendingPermission> permissions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            permissions.add(gate.ask());
        }
        return permissions;
    }

    private void attempts(int number, Outcome outcome) {
        for (int i = 0; i < number; i++) {
            gate.ask().used(ended(outcome));
        }
    }

    private static EndedAttempt ended(Outcome outcome) {
        return new EndedAttempt(DISPATCH, outcome, Duration.ofMillis(1));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
