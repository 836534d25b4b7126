package io.cardferry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.Once;
import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.NextStep;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Past {@code remembers} an issuer counts as one that can't be asked, and that a repeat would make register twice. */
@Once
class ForgetfulIssuerTest {

    private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration REMEMBERS = Duration.ofHours(2);
    private static final RetryPolicy HOURLY =
            new RetryPolicy(Duration.ofMinutes(10), 1, Duration.ofMinutes(10), 100, Duration.ofHours(2));

    private static final IssuerRules ASKED = new IssuerRules(HOURLY, true, Duration.ZERO, false, REMEMBERS);
    private static final IssuerRules SAFE = new IssuerRules(HOURLY, false, Duration.ZERO, true, REMEMBERS);
    private static final IssuerRules BOTH = new IssuerRules(HOURLY, true, Duration.ZERO, true, REMEMBERS);

    @Test
    void aCardInDoubtIsAskedAboutWhileTheIssuerRemembers() {
        assertThat(due(ASKED, inDoubt(FIRST), "11:59:59")).isInstanceOf(NextStep.Inquire.class);
        assertThat(due(BOTH, inDoubt(FIRST), "11:59:59")).isInstanceOf(NextStep.Inquire.class);
        assertThat(due(SAFE, inDoubt(FIRST), "11:59:59")).isInstanceOf(NextStep.Send.class);
    }

    /** A replay brings new age, but no new memory: that began with the first attempt. */
    @Test
    void oncePastItAPersonDecidesHoweverFreshTheBudget() {
        CardRegistration replayed = inDoubt(Instant.parse("2026-11-22T11:55:00Z"));

        for (IssuerRules issuer : List.of(ASKED, SAFE, BOTH)) {
            assertThat(due(issuer, replayed, "12:00:00"))
                    .isEqualTo(new NextStep.GiveUp(Reason.of(ReasonCode.OUTCOME_UNKNOWN)));
        }
    }

    @Test
    void aStepThatWouldComeTooLateIsNotPlanned() {
        CardRegistration replayed = inDoubt(Instant.parse("2026-11-22T11:50:00Z"));

        assertThat(plan(SAFE).after(replayed, true, Outcome.unknown("response timeout"), at("11:49:59")))
                .isInstanceOf(NextStep.Send.class);
        assertThat(plan(SAFE).after(replayed, true, Outcome.unknown("response timeout"), at("11:50:00")))
                .isInstanceOf(NextStep.GiveUp.class);
        assertThat(plan(ASKED).after(replayed, true, Outcome.unknown("response timeout"), at("11:50:00")))
                .isInstanceOf(NextStep.GiveUp.class);
    }

    @Test
    void aCardThatIsNotInDoubtNeedsNoMemory() {
        CardRegistration card = card(CardStatus.RETRY_SCHEDULED, Instant.parse("2026-11-22T11:55:00Z"));

        assertThat(due(SAFE, card, "12:30:00")).isInstanceOf(NextStep.Send.class);
    }

    private static NextStep due(IssuerRules issuer, CardRegistration card, String time) {
        return plan(issuer).due(card, at(time));
    }

    private static RetryPlan plan(IssuerRules issuer) {
        return new RetryPlan(id -> Optional.of(issuer), (id, from, to) -> Duration.ZERO, () -> 0);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + "Z");
    }

    private static CardRegistration inDoubt(Instant budgetFrom) {
        return card(CardStatus.IN_DOUBT, budgetFrom);
    }

    private static CardRegistration card(CardStatus status, Instant budgetFrom) {
        AttemptTrail trail = new AttemptTrail(FIRST, FIRST, budgetFrom, 1, 0, false);
        UUID id = UUID.fromString("0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071");
        return new CardRegistration(
                id,
                id,
                "c-1",
                "phone-wallet",
                "bank",
                "VISA",
                "1111",
                status,
                status == CardStatus.IN_DOUBT,
                id,
                null,
                null,
                1,
                trail,
                null,
                List.of(),
                1);
    }
}
