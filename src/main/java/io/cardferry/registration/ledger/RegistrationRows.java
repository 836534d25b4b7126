package io.cardferry.registration.ledger;

import io.cardferry.registration.Account;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.Device;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.Reason;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Terms;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of registrations. */
final class RegistrationRows {

    /** The part of a request that stands in one column. */
    private record StoredRequest(Device device, CardSelection cards, Terms terms) {}

    /** Which registration has a key, and how its request can be told from others. */
    record KeyHolder(UUID registrationId, String fingerprint) {}

    private static final String INSERT = """
            INSERT INTO registration (registration_id, client, key_space, idempotency_key, fingerprint, status,
              account_id, assertion_sealed, device_id, request, traceparent, created_at, updated_at,
              next_attempt_at, lease_owner, lease_until, version)
            VALUES (?, ?, ?, ?, ?, 'RECEIVED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)""";
    private static final String SELECT = """
            SELECT registration_id, client, status, reason_code, reason_detail, account_id, request,
              traceparent, created_at, updated_at, discovery, discovery_attempts, next_attempt_at, version,
              COALESCE(discovery_from, created_at) AS discovery_since,
              (SELECT MAX(c.updated_at) FROM card_registration c
                WHERE c.registration_id = registration.registration_id) AS cards_updated_at
            FROM registration WHERE registration_id\s""";
    private static final String ENDED = """
            SELECT registration_id FROM registration
            WHERE status IN ('COMPLETED', 'FAILED') AND registration_id\s""";
    private static final String SEALED_ASSERTION =
            "SELECT assertion_sealed FROM registration WHERE registration_id = ?";
    private static final String HOLDER = """
            SELECT registration_id, fingerprint FROM registration
            WHERE client = ? AND key_space = ? AND idempotency_key = ?""";
    private static final String FREE_EXPIRED_KEY = """
            UPDATE registration SET idempotency_key = NULL
            WHERE client = ? AND key_space = ? AND idempotency_key = ? AND updated_at < ?
              AND status IN ('COMPLETED', 'FAILED') AND NOT EXISTS (
                SELECT 1 FROM card_registration c WHERE c.registration_id = registration.registration_id
                  AND (c.updated_at >= ? OR c.status NOT IN ('APPROVED', 'DECLINED', 'REJECTED', 'DISCARDED')))""";
    private static final String END_DISCOVERY = """
            UPDATE registration SET status = ?, reason_code = ?, reason_detail = ?, discovery = ?,
              discovery_attempts = discovery_attempts + 1, assertion_sealed = NULL, next_attempt_at = NULL,
              lease_owner = NULL, lease_until = NULL, updated_at = ?, version = version + 1
            WHERE registration_id = ? AND version = ? AND next_attempt_at IS NOT NULL""";
    private static final String POSTPONE_DISCOVERY = """
            UPDATE registration SET status = 'PROCESSING', discovery = ?,
              discovery_attempts = discovery_attempts + 1, next_attempt_at = ?,
              lease_owner = NULL, lease_until = NULL, updated_at = ?, version = version + 1
            WHERE registration_id = ? AND version = ? AND next_attempt_at IS NOT NULL""";
    private static final String START_OVER = """
            UPDATE registration SET status = 'PROCESSING', reason_code = NULL, reason_detail = NULL,
              discovery_from = ?, discovery_attempts = 0, next_attempt_at = ?, updated_at = ?, version = version + 1
            WHERE registration_id = ? AND status = 'FAILED'""";
    private static final String REOPEN = """
            UPDATE registration SET status = 'PROCESSING', updated_at = ?, version = version + 1
            WHERE registration_id = ? AND status = 'COMPLETED'""";
    private static final String LOCK = "SELECT registration_id FROM registration WHERE registration_id = ?";
    private static final String LOCK_STATUS = "SELECT status FROM registration WHERE registration_id = ?";
    private static final String FOLLOW_CARDS = """
            UPDATE registration SET status = 'COMPLETED', updated_at = ?, version = version + 1 WHERE registration_id = ? AND status = 'PROCESSING'
              AND NOT EXISTS (SELECT 1 FROM card_registration c WHERE c.registration_id = registration.registration_id
                AND c.status IN ('PENDING', 'SUBMITTING', 'RETRY_SCHEDULED', 'IN_DOUBT'))""";

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final AtRest atRest;

    RegistrationRows(JdbcTemplate jdbc, Dialect dialect, AtRest atRest) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.atRest = atRest;
    }

    /**
     * Inserts a registration that is due now, unless its key is taken.
     *
     * @param lease of whoever works on it at once, or {@code null}
     */
    boolean insert(NewRegistration registration, String assertionSealed, Instant now, Lease lease) {
        IdempotencyKey key = registration.key();
        RegistrationRequest request = registration.request();
        Object time = Rows.time(now);
        return dialect.insertUnlessPresent(
                jdbc,
                INSERT,
                registration.registrationId(),
                key.client(),
                key.space().name(),
                key.value(),
                registration.fingerprint(),
                request.account().id(),
                assertionSealed,
                request.device().id(),
                StoredJson.write(new StoredRequest(request.device(), request.cards(), request.terms())),
                registration.traceparent(),
                time,
                time,
                time,
                lease == null ? null : lease.owner(),
                lease == null ? null : Rows.time(now.plus(lease.duration())));
    }

    /** Frees a key whose retention is over, if nothing of its registration can change any more. */
    boolean freeExpiredKey(IdempotencyKey key, Instant now, Duration retention) {
        Object before = Rows.time(now.minus(retention));
        return jdbc.update(FREE_EXPIRED_KEY, key.client(), key.space().name(), key.value(), before, before) == 1;
    }

    KeyHolder holder(IdempotencyKey key) {
        return jdbc.queryForObject(
                HOLDER,
                (row, number) -> new KeyHolder(Rows.uuid(row, "registration_id"), row.getString("fingerprint")),
                key.client(),
                key.space().name(),
                key.value());
    }

    /** The registration, without its cards and without its account's assertion. */
    Optional<Registration> find(UUID registrationId) {
        return jdbc.query(SELECT + "= ?", (row, number) -> registration(row), registrationId).stream()
                .findFirst();
    }

    /** The registrations with these ids, in any order, without their cards and assertions. */
    List<Registration> findAll(List<UUID> registrationIds) {
        return Rows.in(jdbc, SELECT, registrationIds, (row, number) -> registration(row));
    }

    /** Which of these are COMPLETED or FAILED. */
    List<UUID> ended(List<UUID> registrationIds) {
        return Rows.in(jdbc, ENDED, registrationIds, (row, number) -> Rows.uuid(row, "registration_id"));
    }

    /** The registration with its account's assertion, without its cards: only for those who ask the sources. */
    Optional<Registration> findForDiscovery(UUID registrationId) {
        return find(registrationId)
                .map(registration -> jdbc.queryForList(SEALED_ASSERTION, String.class, registrationId).stream()
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(sealedText -> new String(atRest.open(sealedText), StandardCharsets.UTF_8))
                        .map(registration::withAssertion)
                        .orElse(registration));
    }

    /** Ends discovery for good; false if somebody else has the registration now. */
    boolean endDiscovery(Registration before, RegistrationStatus status, Reason reason, Discovery found, Instant now) {
        String discovery = StoredJson.write(found);
        Object[] values = {status.name(), Rows.code(reason), Rows.detail(reason), discovery, Rows.time(now)};
        return jdbc.update(
                        END_DISCOVERY,
                        values[0],
                        values[1],
                        values[2],
                        values[3],
                        values[4],
                        before.registrationId(),
                        before.version())
                == 1;
    }

    /** The sources are asked again at {@code next}; false if somebody else has the registration now. */
    boolean postponeDiscovery(Registration before, Discovery found, Instant next, Instant now) {
        String discovery = StoredJson.write(found);
        Object id = before.registrationId();
        return jdbc.update(POSTPONE_DISCOVERY, discovery, Rows.time(next), Rows.time(now), id, before.version()) == 1;
    }

    /**
     * COMPLETED once every card is settled; true if it became so just now. Takes the registration's row first, so that
     * two hubs that settle its last two cards see each other.
     */
    boolean followCards(UUID registrationId, Instant now) {
        jdbc.queryForList(dialect.locking(LOCK), UUID.class, registrationId);
        return jdbc.update(FOLLOW_CARDS, Rows.time(now), registrationId) == 1;
    }

    /** How the registration stands; nobody else changes that before this transaction ends. */
    RegistrationStatus lockedStatus(UUID registrationId) {
        return RegistrationStatus.valueOf(
                jdbc.queryForObject(dialect.locking(LOCK_STATUS), String.class, registrationId));
    }

    /** A replay: a registration that FAILED asks its sources from now on as if it had just been accepted. */
    boolean startOver(UUID registrationId, Instant now) {
        Object time = Rows.time(now);
        return jdbc.update(START_OVER, time, time, time, registrationId) == 1;
    }

    /** A replay: a card of it is not settled any more. True if the registration had ended. */
    boolean reopen(UUID registrationId, Instant now) {
        jdbc.queryForList(dialect.locking(LOCK), UUID.class, registrationId);
        return jdbc.update(REOPEN, Rows.time(now), registrationId) == 1;
    }

    private Registration registration(ResultSet row) throws SQLException {
        StoredRequest stored = StoredJson.read(row.getString("request"), StoredRequest.class);
        Account account = new Account(row.getString("account_id"), null);
        Discovery discovery = StoredJson.read(row.getString("discovery"), Discovery.class);
        Instant updatedAt = Rows.instant(row, "updated_at");
        Instant cardsUpdatedAt = Rows.instant(row, "cards_updated_at");
        return new Registration(
                Rows.uuid(row, "registration_id"),
                row.getString("client"),
                RegistrationStatus.valueOf(row.getString("status")),
                Rows.reason(row),
                new RegistrationRequest(account, stored.device(), stored.cards(), stored.terms()),
                row.getString("traceparent"),
                Rows.instant(row, "created_at"),
                cardsUpdatedAt == null || cardsUpdatedAt.isBefore(updatedAt) ? updatedAt : cardsUpdatedAt,
                discovery == null ? Discovery.NONE : discovery,
                Rows.instant(row, "discovery_since"),
                row.getInt("discovery_attempts"),
                Rows.instant(row, "next_attempt_at"),
                List.of(),
                row.getLong("version"));
    }
}
