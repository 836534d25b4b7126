package io.cardferry.outbox;

import static io.cardferry.registration.ledger.LedgerFixture.fresh;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbox.OutboxListener.Result;
import io.cardferry.registration.OutboxEntry;
import io.cardferry.registration.ReplyRequest;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerFixture;
import io.cardferry.registration.ledger.NewRegistration;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxRoundTest {

    private static final Exception REFUSED = new JMSSecurityException("no");
    private static final Exception AWAY = new JMSException("away");
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final AtomicBoolean brokerIsHere = new AtomicBoolean(true);
    private final AtomicInteger roundsWanted = new AtomicInteger();
    private final List<Result> results = new ArrayList<>();
    private LedgerFixture fixture;
    private Ledger ledger;
    private OutboxRound round;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        ledger = fixture.ledger;
        round = round(new OutboxPatience(Duration.ZERO, Duration.ZERO, 3, 2), LONG);
    }

    private OutboxRound round(OutboxPatience patience, Duration sendingTime) {
        OutboxRound.Parts parts = new OutboxRound.Parts(
                ledger.outbox(),
                brokerIsHere::get,
                roundsWanted::incrementAndGet,
                (kind, result) -> results.add(result));
        return new OutboxRound(parts, patience, sendingTime);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatWasSentIsNotTakenAgain() {
        wanted("queue://a");

        round.take().forEach(round::sent);

        assertThat(results).containsExactly(Result.SENT);
        assertThat(ledger.outbox().backlog().waiting()).isZero();
    }

    @Test
    void nothingIsTakenWhileTheBrokerIsAway() {
        wanted("queue://a");
        brokerIsHere.set(false);

        assertThat(round.take()).isEmpty();

        brokerIsHere.set(true);
        assertThat(round.take()).hasSize(1);
    }

    @Test
    void whatTheBrokerDidNotTakeIsHandedBackWithAllThatWasNotTried() {
        wanted("queue://a");
        wanted("queue://b");
        List<OutboxEntry> taken = round.take();

        round.failed(taken.get(0), AWAY);

        assertThat(round.mayBeSent(taken.get(1))).isFalse();
        assertThat(round.take()).as("one shows whether it is back").hasSize(1);
        assertThat(round.take()).hasSize(1).extracting(OutboxEntry::attempts).containsOnly(0);
    }

    @Test
    void aDestinationThatRefusesIsNotTriedTwiceInARoundAndOthersAre() {
        wanted("queue://bad");
        wanted("queue://bad");
        wanted("queue://good");
        List<OutboxEntry> taken = round.take();

        round.failed(taken.get(0), REFUSED);

        assertThat(round.mayBeSent(taken.get(1))).isFalse();
        assertThat(round.mayBeSent(taken.get(2))).isTrue();
        assertThat(ledger.outbox().backlog().waiting()).isEqualTo(3);
    }

    @Test
    void aReplyIsGivenUpWhenItWasRefusedTooOften() {
        UUID registration = wanted("queue://bad");

        refuse(3, REFUSED);

        assertThat(results).containsExactly(Result.FAILED, Result.FAILED, Result.FAILED, Result.GIVEN_UP);
        assertThat(ledger.registrations().history(registration))
                .filteredOn(entry -> entry.event().equals("reply-given-up"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).isEqualTo("queue://bad: JMSSecurityException"));
    }

    @Test
    void aTemporaryQueueThatIsGoneIsGivenUpSooner() {
        wanted("temp-queue://ID:host-1:1");

        refuse(2, new InvalidDestinationException("gone"));

        assertThat(ledger.outbox().backlog().waiting()).isZero();
    }

    @Test
    void aDestinationThatLooksLikeACardNumberIsMasked() {
        UUID registration = wanted("queue://4111111111111111");

        refuse(3, REFUSED);

        assertThat(ledger.registrations().history(registration).toString())
                .contains("reply-given-up")
                .doesNotContain("4111111111111111");
    }

    @Test
    void whatCannotBeSentWithinItsLeaseIsLeftToTheNextRound() {
        wanted("queue://a");
        OutboxRound slow = round(OutboxPatience.STANDARD, Duration.ZERO);

        assertThat(slow.mayBeSent(slow.take().get(0))).isFalse();
    }

    @Test
    void whenMoreIsDueThanARoundTakesAnotherOneFollows() {
        for (int i = 0; i < 101; i++) {
            wanted("queue://a");
        }

        assertThat(round.take()).hasSize(100);
        assertThat(roundsWanted).hasValue(1);
        assertThat(round.take()).hasSize(1);
        assertThat(roundsWanted).hasValue(1);
    }

    @Test
    void whatWaitsIsCountedForThoseWhoWatch() {
        wanted("queue://a");

        round.count();

        assertThat(round.waiting()).isEqualTo(1);
        Instant inAnHour = Instant.now().plus(Duration.ofHours(1));
        assertThat(round.oldestAge(inAnHour)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(90));

        round.take().forEach(round::sent);
        round.count();
        assertThat(round.waiting()).isZero();
        assertThat(round.oldestAge(inAnHour)).isZero();
    }

    @Test
    void aDestinationIsTriedForAboutADayAndDeadLettersForEver() {
        OutboxPatience patience = OutboxPatience.STANDARD;
        OutboxEntry reply = entry(OutboxEntry.Kind.REPLY, 0);
        Duration inAll = Duration.ZERO;
        for (int attempts = 0; attempts < patience.attemptsMax(reply, SendFailure.DESTINATION) - 1; attempts++) {
            inAll = inAll.plus(patience.waitAfter(entry(OutboxEntry.Kind.REPLY, attempts)));
        }

        assertThat(inAll).isBetween(Duration.ofHours(23), Duration.ofHours(26));
        OutboxEntry dead = entry(OutboxEntry.Kind.DEAD_LETTER, 1_000_000);
        assertThat(patience.attemptsMax(dead, SendFailure.DESTINATION)).isEqualTo(Integer.MAX_VALUE);
        assertThat(patience.waitAfter(dead)).isEqualTo(Duration.ofHours(1));
    }

    private static OutboxEntry entry(OutboxEntry.Kind kind, int attempts) {
        return new OutboxEntry(UUID.randomUUID(), kind, UUID.randomUUID(), null, null, attempts);
    }

    private void refuse(int times, Exception failure) {
        for (int i = 0; i < times; i++) {
            round.take().forEach(entry -> round.failed(entry, failure));
        }
    }

    /** Somebody wants to know that a registration was accepted. */
    private UUID wanted(String destination) {
        NewRegistration plain = fresh(UUID.randomUUID().toString(), request("acc-1", "tv-1", false));
        ReplyRequest reply = new ReplyRequest(destination, "c", ReplyRequest.When.ACCEPTED);
        NewRegistration asking =
                new NewRegistration(plain.registrationId(), plain.key(), plain.request(), plain.traceparent(), reply);
        return get(ledger.registrations().accept(asking, false)).registrationId();
    }
}
