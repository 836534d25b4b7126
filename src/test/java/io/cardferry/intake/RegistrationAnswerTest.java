package io.cardferry.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.registration.Acceptance.Kind;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationAnswerTest {

    private static final Instant NOW = Registrations.NOW;
    private static final Preference NONE = new Preference(Duration.ofSeconds(5), null);

    private final RegistrationAnswer answers = new RegistrationAnswer(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, RECEIVED, 202",
        "ACCEPTED, PROCESSING, 202",
        "ACCEPTED, COMPLETED, 201",
        "ACCEPTED, FAILED, 201",
        "REPEATED, RECEIVED, 202",
        "REPEATED, PROCESSING, 202",
        "REPEATED, COMPLETED, 200",
        "REPEATED, FAILED, 200"
    })
    void theStatusTellsANewOneFromARepeatAndAnEndedOneFromOneInWork(Kind kind, RegistrationStatus status, int http) {
        HttpAnswer answer = answers.to(kind, Registrations.with(status, null), NONE);

        assertThat(answer.status()).isEqualTo(http);
        assertThat(answer.headers()).containsEntry("Location", "/v1/registrations/" + Registrations.ID);
        assertThat(answer.headers().containsKey("Retry-After")).isEqualTo(http == 202);
        assertThat(answer.headers().get("Idempotency-Replayed")).isEqualTo(kind == Kind.REPEATED ? "true" : null);
    }

    @Test
    void aKeyOfAnotherRequestIsAProblem() {
        Registration registration = Registrations.with(RegistrationStatus.COMPLETED, null);

        Problem problem = catchThrowableOfType(
                        ProblemException.class, () -> answers.to(Kind.KEY_REUSED, registration, NONE))
                .problem();

        assertThat(problem.code()).isEqualTo(ProblemCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void thePreferenceThatWasHonouredIsNamedAndNoOther() {
        Registration registration = Registrations.with(RegistrationStatus.COMPLETED, null);

        assertThat(answers.to(Kind.REPEATED, registration, new Preference(Duration.ofSeconds(3), "wait=3"))
                        .headers())
                .containsEntry("Preference-Applied", "wait=3");
        assertThat(answers.to(Kind.ACCEPTED, registration, NONE).headers()).doesNotContainKey("Preference-Applied");
    }

    @Test
    void whileSomethingIsInWorkTheCallerComesBackAfterASecond() {
        assertThat(retryAfter(Registrations.with(RegistrationStatus.RECEIVED, null)))
                .isEqualTo("1");
        assertThat(retryAfter(Registrations.with(
                        RegistrationStatus.PROCESSING,
                        null,
                        Registrations.card(CardStatus.SUBMITTING, NOW.plusSeconds(20)),
                        Registrations.card(CardStatus.RETRY_SCHEDULED, NOW.plusSeconds(20)))))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"20000, 20", "20001, 21", "400, 1", "-5000, 1", "60000, 60", "86400000, 60"})
    void whileEverythingWaitsTheCallerComesBackWhenTheFirstIsDue(long millis, String seconds) {
        Instant due = NOW.plusMillis(millis);

        assertThat(retryAfter(Registrations.with(RegistrationStatus.RECEIVED, due)))
                .isEqualTo(seconds);
        assertThat(retryAfter(Registrations.with(
                        RegistrationStatus.PROCESSING,
                        null,
                        Registrations.card(CardStatus.APPROVED, null),
                        Registrations.card(CardStatus.IN_DOUBT, due.plusSeconds(90)),
                        Registrations.card(CardStatus.RETRY_SCHEDULED, due))))
                .isEqualTo(seconds);
    }

    private String retryAfter(Registration registration) {
        return answers.to(Kind.ACCEPTED, registration, NONE).headers().get("Retry-After");
    }
}
