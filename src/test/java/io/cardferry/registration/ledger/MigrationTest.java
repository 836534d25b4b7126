package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.PostgresProcess;
import io.cardferry.postgres.TestDatabases;
import io.cardferry.registration.Acceptance;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.Fingerprint;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.OutboxEntry;
import io.cardferry.registration.OutboxEntry.Kind;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.ReplyRequest;
import io.cardferry.registration.Uuid7;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A ledger of the first version (V1), with dead letters that nobody was ever told of, opened by this one. */
class MigrationTest {

    @TempDir
    Path folder;

    private final UUID registration = Uuid7.next();
    private final UUID dead = Uuid7.next();
    private final UUID card = Uuid7.next();
    private final UUID withoutSources = Uuid7.next();
    private final UUID deadWithoutSources = Uuid7.next();
    private LedgerFixture fixture;
    private Ledger ledger;

    @BeforeEach
    void fillAnOldOneAndOpenItNow() {
        Dialect dialect = isPostgres() ? Dialect.POSTGRESQL : Dialect.HSQLDB;
        DriverManagerDataSource database = database();
        Flyway.configure()
                .dataSource(database)
                .locations(dialect.migrations())
                .target("1")
                .load()
                .migrate();
        fill(new JdbcTemplate(database));
        fixture = new LedgerFixture(folder);
        ledger = fixture.ledger;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anOldDeadLetterTellsWhatDiedAndCanBeReplayed() {
        DeadLetter found = ledger.deadLetters().find(dead).orElseThrow();

        assertThat(found.cardRef()).isEqualTo("c-1");
        assertThat(found.issuer()).isEqualTo("aurora");
        assertThat(found.attempts()).isEqualTo(3);
        assertThat(ledger.deadLetters().find(deadWithoutSources).orElseThrow().issuer())
                .isNull();
        get(ledger.deadLetters().replay(dead, "again", false));
        CardRegistration replayed =
                ledger.registrations().find(registration).orElseThrow().cards().get(0);
        assertThat(replayed.status()).isIn(CardStatus.PENDING, CardStatus.RETRY_SCHEDULED);
        assertThat(ledger.registrations().find(registration).orElseThrow().status())
                .isEqualTo(RegistrationStatus.PROCESSING);
    }

    @Test
    void whatWasToBeToldIsToldOnceThereIsABroker() {
        assertThat(ledger.outbox().backlog().waiting()).isEqualTo(2);

        List<OutboxEntry> due = get(ledger.outbox().takeDue(Kind.DEAD_LETTER, 10));

        assertThat(due).extracting(OutboxEntry::subjectId).containsExactly(dead, deadWithoutSources);
        assertThat(due).allSatisfy(entry -> {
            assertThat(entry.destination()).isNull();
            assertThat(entry.attempts()).isZero();
            assertThat(ledger.deadLetters().find(entry.subjectId())).isPresent();
        });
        assertThat(get(ledger.outbox().takeDue(Kind.DEAD_LETTER, 10)))
                .as("they are leased")
                .isEmpty();
        due.forEach(entry -> assertThat(get(ledger.outbox().sent(entry))).isTrue());
        assertThat(ledger.outbox().backlog().waiting()).isZero();
    }

    @Test
    void aRepeatOfAnOldRequestByMessageGetsItsReply() {
        ReplyRequest reply = new ReplyRequest("queue://a", "c-1", ReplyRequest.When.SETTLED);
        IdempotencyKey key = new IdempotencyKey(IdempotencyKey.ANONYMOUS, IdempotencyKey.Space.GIVEN, "old-key");

        Acceptance acceptance = get(ledger.registrations()
                .accept(new NewRegistration(Uuid7.next(), key, request("acc-1", "tv-1", false), "t", reply), true));

        assertThat(acceptance.kind()).isEqualTo(Acceptance.Kind.REPEATED);
        assertThat(acceptance.registrationId()).isEqualTo(registration);
        assertThat(get(ledger.outbox().takeDue(Kind.REPLY, 10)))
                .singleElement()
                .returns(registration, OutboxEntry::subjectId);
    }

    private boolean isPostgres() {
        return !TestDatabases.settings(folder).isEmpty();
    }

    private DriverManagerDataSource database() {
        if (isPostgres()) {
            return new DriverManagerDataSource(
                    TestDatabases.settings(folder).get("cardferry.db.url"), PostgresProcess.ROLE, "");
        }
        // The last connection that closes shuts it down, so that the hub can open it.
        return new DriverManagerDataSource(
                "jdbc:hsqldb:file:" + folder.resolve("ledger")
                        + ";shutdown=true;hsqldb.lock_file=false;hsqldb.tx=mvcc;hsqldb.default_table_type=cached",
                "SA",
                "");
    }

    /** As the first version left them: a card that its issuer refused, and a registration whose sources never answered. */
    private void fill(JdbcTemplate jdbc) {
        String fingerprint = Fingerprint.of(request("acc-1", "tv-1", false));
        String insert = """
                INSERT INTO registration (registration_id, client, key_space, idempotency_key, fingerprint, status,
                  account_id, device_id, request, traceparent, created_at, updated_at, version)
                VALUES (?, 'anonymous', 'GIVEN', ?, ?, ?, 'acc-1', 'tv-1', ?, 't', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 3)""";
        String request = """
                {"device":{"id":"tv-1","type":"TV","name":"Living room TV"},"cards":{"all":true,"refs":[],"replaceExisting":false}}""";
        jdbc.update(insert, registration, "old-key", fingerprint, "COMPLETED", request);
        jdbc.update(insert, withoutSources, "other-key", "f", "FAILED", request);
        jdbc.update("""
                INSERT INTO card_registration (card_registration_id, registration_id, position_in_list, card_ref, source,
                  issuer, last4, card_sealed, status, in_doubt, issuer_request_id, message_sealed, reason_code, updated_at,
                  attempts, first_attempt_at, last_attempt_at, version)
                VALUES (?, ?, 0, 'c-1', 'phone-wallet', 'aurora', '1111', 'sealed:', 'DEAD_LETTERED', FALSE, ?, 'sealed:',
                  'issuer-refused-message', CURRENT_TIMESTAMP, 3, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 5)""", card, registration, UUID.randomUUID());
        die(jdbc, dead, registration, card, "issuer-refused-message");
        die(jdbc, deadWithoutSources, withoutSources, null, "source-unavailable");
    }

    private static void die(JdbcTemplate jdbc, UUID id, UUID registration, UUID card, String reason) {
        jdbc.update("""
                INSERT INTO dead_letter (dead_letter_id, registration_id, card_registration_id, in_doubt, reason_code, died_at)
                VALUES (?, ?, CAST(? AS UUID), FALSE, ?, CURRENT_TIMESTAMP)""", id, registration, card, reason);
        jdbc.update("""
                INSERT INTO outbox (message_id, kind, subject_id, created_at, next_attempt_at)
                VALUES (?, 'DEAD_LETTER', ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""", Uuid7.next(), id);
    }
}
