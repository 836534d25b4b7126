package io.cardferry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.delivery.RetryPolicy;
import io.cardferry.outbound.Authentication;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.ledger.LedgerFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of the sources' answers, and when the sources that owe one are asked again. */
class CardDiscoveryTest {

    private static final CardSource SOON = source("soon", Duration.ofMinutes(1), 3);
    private static final CardSource LATER = source("later", Duration.ofHours(1), 3);
    private static final CardSource ONCE = source("once", Duration.ofSeconds(1), 1);

    @TempDir
    Path folder;

    private LedgerFixture fixture;
    private Registration registration;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        registration = fixture.accepted(LedgerFixture.request("acc-1", "tv-77", false));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theCardsThatAreToBeSentComeBackAndAreOnTheDisk() {
        List<DueCard> submissions =
                record(Sources.complete(SOON, Sources.card(SOON, "c-1"), Sources.card(SOON, "c-2")));

        assertThat(submissions)
                .extracting(submission -> submission.card().cardRef())
                .containsExactly("c-1", "c-2");
        assertThat(found().status()).isEqualTo(RegistrationStatus.PROCESSING);
        assertThat(found().cards()).hasSize(2);
    }

    @Test
    void theSourceThatIsToBeAskedFirstSaysWhen() {
        assertThat(record(Sources.failed(LATER), Sources.failed(SOON))).isEmpty();

        assertAskedAgainWithin(Duration.ofSeconds(45), Duration.ofMinutes(2));
    }

    @Test
    void aSourceThatHasAnsweredSaysNothingAboutWhen() {
        record(SourceAnswer.accountUnknown(SOON), SourceAnswer.late(LATER));

        assertAskedAgainWithin(Duration.ofMinutes(45), Duration.ofMinutes(61));
    }

    @Test
    void aSourceThatCannotHoldTheMissingCardSaysNothingAboutWhen() {
        registration = fixture.accepted(selecting("later/c-9"));

        record(Sources.failed(SOON), Sources.failed(LATER));

        assertAskedAgainWithin(Duration.ofMinutes(45), Duration.ofMinutes(61));
    }

    @Test
    void nobodyWaitsForASourceThatCannotHoldTheMissingCard() {
        registration = fixture.accepted(selecting("once/c-9"));

        record(Sources.failed(ONCE), Sources.failed(SOON));

        assertThat(found().status()).isEqualTo(RegistrationStatus.FAILED);
        assertThat(found().reason().code()).isEqualTo(ReasonCode.SOURCE_UNAVAILABLE);
    }

    @Test
    void aSpentSourceHoldsUpNoOther() {
        record(Sources.failed(ONCE), Sources.failed(SOON));

        assertAskedAgainWithin(Duration.ofSeconds(45), Duration.ofMinutes(2));
    }

    @Test
    void onceEveryBudgetIsSpentTheRegistrationHasFailed() {
        record(Sources.failed(ONCE));

        assertThat(found().status()).isEqualTo(RegistrationStatus.FAILED);
        assertThat(found().reason().code()).isEqualTo(ReasonCode.SOURCE_UNAVAILABLE);
    }

    private static RegistrationRequest selecting(String ref) {
        RegistrationRequest all = LedgerFixture.request("acc-1", "tv-77", false);
        return new RegistrationRequest(
                all.account(), all.device(), new CardSelection(false, List.of(ref), false), all.terms());
    }

    private List<DueCard> record(SourceAnswer... answers) {
        CardDiscovery discovery = new CardDiscovery(
                List.of(SOON, LATER, ONCE),
                Set.of("soon", "later", "once"),
                card -> Optional.of("aurora"),
                fixture.ledger,
                Clock.systemUTC());
        List<TimedAnswer> timed = List.of(answers).stream()
                .map(answer -> new TimedAnswer(answer, Duration.ofMillis(5)))
                .toList();
        return discovery.record(discovery.combine(registration, timed));
    }

    private Registration found() {
        return fixture.ledger
                .registrations()
                .find(registration.registrationId())
                .orElseThrow();
    }

    private void assertAskedAgainWithin(Duration earliest, Duration latest) {
        Instant accepted = registration.createdAt();
        assertThat(found().nextDiscoveryAt()).isBetween(accepted.plus(earliest), accepted.plus(latest));
    }

    private static CardSource source(String id, Duration firstDelay, int maxAttempts) {
        Duration second = Duration.ofSeconds(1);
        RetryPolicy retry = new RetryPolicy(firstDelay, 1, firstDelay, maxAttempts, Duration.ofDays(1));
        return new CardSource(
                id,
                id,
                URI.create("http://localhost/" + id),
                Authentication.NONE,
                second,
                second,
                SourceForm.CANONICAL,
                retry,
                true);
    }
}
