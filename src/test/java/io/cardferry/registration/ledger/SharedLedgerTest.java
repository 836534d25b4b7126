package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.SOON;
import static io.cardferry.registration.ledger.LedgerFixture.card;
import static io.cardferry.registration.ledger.LedgerFixture.fresh;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.message;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.PostgresProcess;
import io.cardferry.postgres.TestDatabases;
import io.cardferry.registration.Acceptance;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.OutboxEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.ReplyRequest;
import io.cardferry.registration.Resolution;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.Uuid7;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hubs' ledgers on one PostgreSQL. */
@Once
class SharedLedgerTest {

    private final String url = TestDatabases.server().newDatabase();
    private final List<LedgerFixture> hubs = new ArrayList<>();

    @BeforeEach
    void open() {
        hubs.add(new LedgerFixture(TestDatabases.openPostgres(url)));
        hubs.add(new LedgerFixture(TestDatabases.openPostgres(url)));
    }

    @AfterEach
    void close() {
        hubs.forEach(LedgerFixture::close);
    }

    @Test
    void theSameKeyAtBothAtOnceIsOneRegistration() {
        RegistrationRequest request = request("acc-1", "tv-1", false);

        for (int round = 0; round < 10; round++) {
            String key = "key-" + round;
            List<Acceptance> acceptances =
                    atOnce(20, (hub, i) -> hub.ledger.registrations().accept(fresh(key, request), true));

            assertThat(acceptances)
                    .extracting(Acceptance::registrationId)
                    .containsOnly(acceptances.get(0).registrationId());
            assertThat(acceptances)
                    .filteredOn(each -> each.kind() == Acceptance.Kind.ACCEPTED)
                    .hasSize(1);
        }
    }

    @Test
    void aRaceForACardHasOneWinner() {
        for (int round = 0; round < 10; round++) {
            String device = "tv-" + round;
            List<Registration> rivals = IntStream.range(0, 8)
                    .mapToObj(i -> hubs.get(i % 2).accepted(request("acc-1", device, false)))
                    .toList();

            List<DiscoveryRecorded> found =
                    atOnce(8, (hub, i) -> discovered(hub, rivals.get(i), card("c-1", "par:Q1")));

            assertThat(found)
                    .extracting(each -> each.registration().cards().get(0).status())
                    .containsOnly(CardStatus.PENDING, CardStatus.REJECTED)
                    .filteredOn(CardStatus.PENDING::equals)
                    .hasSize(1);
        }
    }

    @Test
    void ofSeveralOperatorsAtBothHubsOneWinsAndTheOthersAreToldThatItIsNoLongerDead() {
        for (int round = 0; round < 20; round++) {
            UUID letter = deadLetter("acc-" + round);
            List<CompletableFuture<DeadLetterChange>> all = IntStream.range(0, 10)
                    .mapToObj(i -> act(hubs.get(i % 2).ledger.deadLetters(), letter, i))
                    .toList();

            assertThat(all.stream().flatMap(each -> DeadLettersTest.lost(each).stream()))
                    .hasSize(9)
                    .containsOnly(DeadLetterConflict.Kind.NOT_DEAD_LETTERED);
        }
    }

    private static CompletableFuture<DeadLetterChange> act(DeadLetters deadLetters, UUID letter, int operator) {
        return switch (operator % 5) {
            case 0, 1 -> deadLetters.resolve(letter, new Resolution(Resolution.Outcome.APPROVED, "tok-1"), "they say");
            case 2 -> deadLetters.discard(letter, "away with it");
            case 3 -> deadLetters.refresh(letter, "sealed anew", card("c-1"));
            default -> deadLetters.replay(letter, "once more", false);
        };
    }

    private UUID deadLetter(String account) {
        Ledger ledger = hubs.get(0).ledger;
        Registration registration = hubs.get(0).accepted(request(account, "tv-1", false));
        CardRegistration found = get(discovered(hubs.get(0), registration, card("c-1")))
                .registration()
                .cards()
                .get(0);
        CardRegistration sent = get(ledger.cards().recordIntent(found, message("m"), Map.of(), "v1"));
        get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), SOON));
        return ledger.deadLetters()
                .newest(DeadLetterCriteria.ANY, null, 1)
                .deadLetters()
                .get(0)
                .deadLetterId();
    }

    @Test
    void whoClaimsTheSameCardsInAnotherOrderIsNotHeldUpForEver() {
        for (int round = 0; round < 5; round++) {
            String device = "tv-" + round;
            Registration one = hubs.get(0).accepted(request("acc-1", device, false));
            Registration other = hubs.get(1).accepted(request("acc-1", device, false));
            SelectedCard[] cards =
                    IntStream.range(0, 20).mapToObj(i -> card("c-" + i)).toArray(SelectedCard[]::new);
            SelectedCard[] reversed =
                    IntStream.range(0, 20).mapToObj(i -> card("c-" + (19 - i))).toArray(SelectedCard[]::new);

            CompletableFuture<DiscoveryRecorded> first = discovered(hubs.get(0), one, cards);
            CompletableFuture<DiscoveryRecorded> second = discovered(hubs.get(1), other, reversed);

            assertThat(get(first).toSend().size() + get(second).toSend().size()).isEqualTo(20);
        }
    }

    @Test
    void theTwoThatSettleTheLastTwoCardsSeeEachOther() {
        for (int round = 0; round < 10; round++) {
            Registration registration = hubs.get(0).accepted(request("acc-1", "tv-" + round, false));
            List<CardRegistration> sent =
                    hubs.get(0).discovered(registration, card("c-1"), card("c-2")).toSend().stream()
                            .map(due -> get(
                                    hubs.get(0).ledger.cards().recordIntent(due.card(), message("m"), Map.of(), "v1")))
                            .toList();

            atOnce(2, (hub, i) -> hub.ledger.cards().recordOutcome(sent.get(i), Outcome.approved("tok-" + i), SOON));

            assertThat(status(registration)).isEqualTo(RegistrationStatus.COMPLETED);
            assertThat(hubs.get(0).ledger.registrations().history(registration.registrationId()))
                    .extracting(HistoryEntry::event)
                    .containsOnlyOnce("completed");
        }
    }

    @Test
    void whatIsDueIsTakenByOneOfThem() {
        Set<UUID> due = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            due.add(get(hubs.get(0)
                            .ledger
                            .registrations()
                            .accept(fresh("key-" + i, request("acc-" + i, "tv-1", false)), false))
                    .registrationId());
        }

        List<UUID> taken = atOnce(20, (hub, i) -> hub.ledger.registrations().takeDueRegistrations(10)).stream()
                .flatMap(List::stream)
                .map(Registration::registrationId)
                .toList();

        assertThat(taken).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(due);
    }

    @Test
    void aCardThatIsDueIsTakenByOneOfThem() {
        Set<UUID> due = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Registration registration = hubs.get(0).accepted(request("acc-" + i, "tv-1", false));
            DueCard found =
                    hubs.get(0).discovered(registration, card("c-1")).toSend().get(0);
            CardRegistration sent =
                    get(hubs.get(0).ledger.cards().recordIntent(found.card(), message("m"), Map.of(), "v1"));
            due.add(sent.cardRegistrationId());
        }
        // Now they are in doubt when they are taken, and each is so once.
        get(hubs.get(0).ledger.endLeases());

        atOnce(20, (hub, i) -> hub.ledger.cards().takeDueCards("aurora", 10));

        for (UUID card : due) {
            assertThat(lostAttempts(card)).isEqualTo(1);
        }
    }

    @Test
    void aReplayAndTheRemovalOfItsMessageAtOnceLeaveNoCardAtWorkWithoutOne() {
        for (int round = 0; round < 20; round++) {
            Registration registration = hubs.get(0).accepted(request("acc-1", "tv-" + round, false));
            DueCard found =
                    hubs.get(0).discovered(registration, card("c-1")).toSend().get(0);
            CardRegistration sent =
                    get(hubs.get(0).ledger.cards().recordIntent(found.card(), message("m"), Map.of(), "v1"));
            get(hubs.get(0).ledger.cards().recordOutcome(sent, Outcome.refused("400"), SOON));
            UUID dead = hubs.get(0)
                    .ledger
                    .deadLetters()
                    .newest(DeadLetterCriteria.ANY, null, 1)
                    .deadLetters()
                    .get(0)
                    .deadLetterId();

            List<Object> won = atOnce(
                    4,
                    (hub, i) -> i < 2
                            ? hub.ledger
                                    .deadLetters()
                                    .removeMessages(Duration.ZERO, 10)
                                    .thenApply(Object.class::cast)
                            : hub.ledger
                                    .deadLetters()
                                    .replay(dead, "again", false)
                                    .<Object>thenApply(change -> "replayed")
                                    .exceptionally(lost -> 0));

            assertThat(won)
                    .as("one of them did it")
                    .filteredOn(each -> !each.equals(0))
                    .hasSize(1);
            boolean replayed = won.contains("replayed");
            assertThat(hubs.get(1)
                            .ledger
                            .registrations()
                            .find(registration.registrationId())
                            .orElseThrow()
                            .cards())
                    .singleElement()
                    .returns(
                            replayed ? CardStatus.RETRY_SCHEDULED : CardStatus.DEAD_LETTERED, CardRegistration::status);
            if (replayed) {
                assertThat(hubs.get(1).ledger.cards().message(sent)).isEqualTo(message("m"));
            }
        }
    }

    @Test
    void aDecisionThatLosesTheRaceForItsCardCountsAllTheSame() throws SQLException {
        Ledger ledger = hubs.get(0).ledger;
        Registration registration = hubs.get(0).accepted(request("acc-1", "tv-1", false));
        DueCard found =
                hubs.get(0).discovered(registration, card("c-1")).toSend().get(0);
        CardRegistration sent = get(ledger.cards().recordIntent(found.card(), message("m"), Map.of(), "v1"));

        CompletableFuture<CardRegistration> late;
        try (Connection other = hubs.get(1).database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            change(other, sent);
            late = ledger.cards().recordLateAnswer(sent, Outcome.approved("tok"), false);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting(other) == 1);
            other.commit();
        }

        assertThat(get(late).status()).isEqualTo(CardStatus.APPROVED);
    }

    private static void change(Connection connection, CardRegistration card) throws SQLException {
        connection
                .createStatement()
                .executeUpdate("UPDATE card_registration SET version = version + 1 WHERE card_registration_id = '"
                        + card.cardRegistrationId() + "'");
    }

    /** How many others wait for a lock. */
    private static int waiting(Connection connection) throws SQLException {
        try (ResultSet row = connection
                .createStatement()
                .executeQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void whatStandsInTheOutboxIsTakenByOneOfThem() {
        for (int i = 0; i < 50; i++) {
            NewRegistration plain = fresh("key-" + i, request("acc-" + i, "tv-1", false));
            ReplyRequest reply = new ReplyRequest("queue://a", "c", ReplyRequest.When.ACCEPTED);
            get(hubs.get(0)
                    .ledger
                    .registrations()
                    .accept(
                            new NewRegistration(
                                    plain.registrationId(), plain.key(), plain.request(), plain.traceparent(), reply),
                            true));
        }

        List<List<OutboxEntry>> taken =
                atOnce(20, (hub, i) -> hub.ledger.outbox().takeDue(OutboxEntry.Kind.REPLY, 10));

        List<UUID> ids =
                taken.stream().flatMap(List::stream).map(OutboxEntry::entryId).toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize(50);
    }

    @Test
    void aDatabaseThatAnswersButIsReadOnlyIsNotReachableUntilItCommitsAgain() throws SQLException {
        Ledger ledger = hubs.get(0).ledger;
        readOnly("on");
        assertThat(ledger.isReachable()).as("nobody has tried yet").isTrue();

        assertThat(ledger.registrations().accept(fresh("key-1", request("acc-1", "tv-1", false)), true))
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(LedgerUnavailableException.class);
        assertThat(ledger.registrations().find(Uuid7.next())).as("it answers").isEmpty();
        assertThat(ledger.isReachable()).isFalse();

        readOnly("off");
        get(ledger.registrations().accept(fresh("key-1", request("acc-1", "tv-1", false)), true));
        assertThat(ledger.isReachable()).isTrue();
    }

    /** For connections that are made from now on; the pool's old ones end in peace. */
    private void readOnly(String value) throws SQLException {
        Properties session = new Properties();
        session.setProperty("user", PostgresProcess.ROLE);
        session.setProperty("options", "-c default_transaction_read_only=off");
        try (Connection connection = DriverManager.getConnection(url, session)) {
            String set = "ALTER DATABASE " + connection.getCatalog() + " SET default_transaction_read_only = " + value;
            connection.createStatement().execute(set);
        }
        hubs.get(0)
                .database
                .dataSource()
                .unwrap(HikariDataSource.class)
                .getHikariPoolMXBean()
                .softEvictConnections();
    }

    private int lostAttempts(UUID card) {
        return new org.springframework.jdbc.core.JdbcTemplate(
                        hubs.get(0).database.dataSource())
                .queryForObject(
                        "SELECT COUNT(*) FROM history_entry h JOIN card_registration c ON c.registration_id ="
                                + " h.registration_id WHERE c.card_registration_id = ? AND h.event = 'attempt-lost'",
                        Integer.class,
                        card);
    }

    private RegistrationStatus status(Registration registration) {
        return hubs.get(1)
                .ledger
                .registrations()
                .find(registration.registrationId())
                .orElseThrow()
                .status();
    }

    private static CompletableFuture<DiscoveryRecorded> discovered(
            LedgerFixture hub, Registration registration, SelectedCard... cards) {
        CardsFound found = new CardsFound(Discovery.NONE, List.of(cards));
        return hub.ledger.registrations().recordDiscovery(registration, found, List.of(), Optional.empty());
    }

    private interface Call<T> {
        CompletableFuture<T> at(LedgerFixture hub, int number);
    }

    /** Calls both in turns, and waits for all results. */
    private <T> List<T> atOnce(int times, Call<T> call) {
        List<CompletableFuture<T>> begun = IntStream.range(0, times)
                .mapToObj(i -> call.at(hubs.get(i % 2), i))
                .toList();
        return begun.stream().map(LedgerFixture::get).toList();
    }
}
