package io.cardferry.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.IssuerPause;
import io.cardferry.registration.NextStep;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Uuid7;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much of a time an issuer was paused, and that it ages no card. */
class PausedIssuersTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final PausedIssuers paused = new PausedIssuers();

    @Test
    void nobodyIsPausedOfWhomNothingIsSaid() {
        paused.read(() -> List.of(pause("borealis", 0, null)));

        assertThat(paused.pauseOf("aurora")).isEmpty();
        assertThat(paused.between("aurora", NOON, minutes(60))).isZero();
    }

    @Test
    void onlyAPauseThatLastsHoldsTheIssuer() {
        paused.read(() -> List.of(pause("aurora", 0, 10)));
        assertThat(paused.pauseOf("aurora")).isEmpty();

        IssuerPause lasting = pause("aurora", 20, null);
        paused.read(() -> List.of(pause("aurora", 0, 10), lasting));
        assertThat(paused.pauseOf("aurora")).contains(lasting);
    }

    @Test
    void onlyWhatLiesWithinCounts() {
        paused.read(() -> List.of(
                pause("aurora", -30, -10), // before
                pause("aurora", -5, 5), // 5 min of it
                pause("aurora", 10, 20), // all of it
                pause("borealis", 20, 30), // somebody else's
                pause("aurora", 55, 70), // 5 min of it
                pause("aurora", 80, null))); // after

        assertThat(paused.between("aurora", NOON, minutes(60))).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void aPauseThatLastsCountsUntilTheEnd() {
        paused.read(() -> List.of(pause("aurora", 15, null)));

        assertThat(paused.between("aurora", NOON, minutes(60))).isEqualTo(Duration.ofMinutes(45));
    }

    @Test
    void whatWasReadStaysWhileTheLedgerCanNotBeRead() {
        paused.read(() -> List.of(pause("aurora", 0, null)));

        assertThatThrownBy(() -> paused.read(() -> {
                    throw new LedgerUnavailableException("the ledger can't be read", null);
                }))
                .isInstanceOf(LedgerUnavailableException.class);
        assertThat(paused.pauseOf("aurora")).isPresent();
    }

    @Test
    void aCardThatWaitedThroughAPauseIsSentAlthoughItWouldBeTooOldWithoutIt() {
        CardRegistration card = attemptedAtNoon();
        Instant longAfterwards = minutes(24 * 60);
        assertThat(plan().due(card, longAfterwards)).isInstanceOf(NextStep.GiveUp.class);

        paused.read(() -> List.of(pause("aurora", 5, 24 * 60 - 5)));

        assertThat(plan().due(card, longAfterwards)).isEqualTo(new NextStep.Send(longAfterwards));
        assertThat(plan().due(card, longAfterwards.plus(MAX_AGE))).isInstanceOf(NextStep.GiveUp.class);
    }

    private RetryPlan plan() {
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 10, MAX_AGE);
        IssuerRules rules = new IssuerRules(policy, false, Duration.ZERO, true, Duration.ofDays(30));
        return new RetryPlan(issuer -> Optional.of(rules), paused, () -> 0);
    }

    private static CardRegistration attemptedAtNoon() {
        return new CardRegistration(
                Uuid7.next(),
                Uuid7.next(),
                "c-1",
                "phone-wallet",
                "aurora",
                "VISA",
                "1111",
                CardStatus.RETRY_SCHEDULED,
                false,
                Uuid7.next(),
                null,
                Reason.of(ReasonCode.ISSUER_BUSY),
                1,
                new AttemptTrail(NOON, NOON, NOON, 1, 0, false),
                NOON,
                List.of(),
                1);
    }

    private static IssuerPause pause(String issuer, Integer from, Integer until) {
        return new IssuerPause(issuer, minutes(from), until == null ? null : minutes(until), "maintenance");
    }

    private static Instant minutes(int afterNoon) {
        return NOON.plus(Duration.ofMinutes(afterNoon));
    }
}
