package io.cardferry.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cardferry.postgres.Once;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Once
class RetryPolicyTest {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration MAX = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofHours(24);
    private final RetryPolicy policy = new RetryPolicy(FIRST, 3, MAX, 5, DAY);

    @ParameterizedTest
    @CsvSource({"1,2000", "2,6000", "3,18000", "4,54000", "5,60000", "1000,60000"})
    void eachDelayIsLongerThanTheOneBeforeUpToTheLongest(int attempt, long millis) {
        assertThat(policy.delayAfter(attempt, null, 0)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void chanceTakesAwayUpToAFifth() {
        assertThat(policy.delayAfter(1, null, 0.5)).isEqualTo(Duration.ofMillis(1800));
        assertThat(policy.delayAfter(1, null, 0.999_999)).isBetween(Duration.ofMillis(1600), Duration.ofMillis(1601));
    }

    @Test
    void aDelayIsNeverNothing() {
        RetryPolicy fast = new RetryPolicy(Duration.ofMillis(1), 1, Duration.ofMillis(1), 2, DAY);

        assertThat(fast.delayAfter(1, null, 0.999_999)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void whoAsksUsToWaitLongerIsObeyedUpToTheLongestDelay() {
        assertThat(policy.delayAfter(1, Duration.ofSeconds(10), 0)).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.delayAfter(1, Duration.ofDays(400), 0)).isEqualTo(MAX);
    }

    @Test
    void whoAsksUsToComeBackSoonerIsNot() {
        assertThat(policy.delayAfter(1, Duration.ZERO, 0)).isEqualTo(FIRST);
        assertThat(policy.delayAfter(1, Duration.ofSeconds(1), 0)).isEqualTo(FIRST);
    }

    @Test
    void attemptsAndAgeAreBothABudget() {
        assertThat(policy.allowsAnother(4, Duration.ZERO)).isTrue();
        assertThat(policy.allowsAnother(5, Duration.ZERO)).isFalse();
        assertThat(policy.allowsAnother(1, DAY.minusMillis(1))).isTrue();
        assertThat(policy.allowsAnother(1, DAY)).isFalse();
    }

    @Test
    void aPolicyThatCannotBeIsRefusedAndSaysWhy() {
        assertRefused("first-delay", () -> new RetryPolicy(Duration.ofNanos(999_999), 2, MAX, 5, DAY));
        assertRefused("multiplier", () -> new RetryPolicy(FIRST, 0.99, MAX, 5, DAY));
        assertRefused("multiplier", () -> new RetryPolicy(FIRST, 100.1, MAX, 5, DAY));
        assertRefused("multiplier", () -> new RetryPolicy(FIRST, Double.NaN, MAX, 5, DAY));
        assertRefused("max-delay", () -> new RetryPolicy(FIRST, 2, FIRST.minusMillis(1), 5, DAY));
        assertRefused("max-attempts", () -> new RetryPolicy(FIRST, 2, MAX, 0, DAY));
        assertRefused("max-attempts", () -> new RetryPolicy(FIRST, 2, MAX, 1001, DAY));
        assertRefused("max-age", () -> new RetryPolicy(FIRST, 2, MAX, 5, Duration.ZERO));
    }

    private static void assertRefused(String key, Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessageStartingWith(key);
    }
}
