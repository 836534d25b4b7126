package io.cardferry.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Fills a ledger with registrations as a hub would have left them after sixty days: one account has 5,000 of 200,000,
 * one issuer has 90 % of the cards, half of the card references are the same few, 0.01 % of the cards are in doubt.
 * Always the same, but for the ids.
 */
final class LedgerFilling {

    static final String BIG_ACCOUNT = "acc-big";
    private static final Duration SPAN = Duration.ofDays(60);
    private static final int BIG_SHARE = 40;
    private static final int ACCOUNTS = 80_000;
    private static final int BATCH = 1_000;

    private static final String REGISTRATION = """
            INSERT INTO registration (registration_id, client, key_space, idempotency_key, fingerprint, status, account_id,
              device_id, request, traceparent, created_at, updated_at, discovery, version)
            VALUES (?, 'anonymous', 'GIVEN', ?, 'v1:0', 'COMPLETED', ?, ?, ?, '00-0-0-00', ?, ?, ?, 4)""";
    private static final String CARD = """
            INSERT INTO card_registration (card_registration_id, registration_id, position_in_list, card_ref, source, issuer,
              brand, last4, status, in_doubt, issuer_request_id, token_reference, client, updated_at, attempts, version)
            VALUES (?, ?, ?, ?, 'phone-wallet', ?, 'VISA', '1111', ?, FALSE, ?, ?, 'anonymous', ?, 1, 3)""";
    private static final String REQUEST =
            "{\"device\":{\"id\":\"tv-77\",\"type\":\"TV\",\"name\":\"Living room TV\"},\"cards\":{\"all\":true,\"refs\":[]}}";
    private static final String DISCOVERY =
            "{\"complete\":true,\"sources\":[{\"source\":\"phone-wallet\",\"status\":\"OK\",\"complete\":true,\"cards\":2}]}";

    private final Random random = new Random(7);
    private final Instant end = Instant.now();

    void fill(DataSource database, int registrations) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement registration = connection.prepareStatement(REGISTRATION);
                PreparedStatement card = connection.prepareStatement(CARD)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < registrations; i++) {
                Instant created = end.minus(SPAN).plus(SPAN.multipliedBy(i).dividedBy(registrations));
                add(registration, card, i, created);
                if (i % BATCH == BATCH - 1 || i == registrations - 1) {
                    registration.executeBatch();
                    card.executeBatch();
                    connection.commit();
                }
            }
            connection.setAutoCommit(true);
        }
    }

    private void add(PreparedStatement registration, PreparedStatement card, int i, Instant created)
            throws SQLException {
        UUID id = uuid7(created);
        String account = i % BIG_SHARE == 0 ? BIG_ACCOUNT : "acc-" + random.nextInt(ACCOUNTS);
        OffsetDateTime changed = created.plusSeconds(1 + random.nextInt(3)).atOffset(ZoneOffset.UTC);
        set(
                registration,
                id,
                id.toString(),
                account,
                "dev-" + account + "-" + random.nextInt(3),
                REQUEST,
                created.atOffset(ZoneOffset.UTC),
                changed,
                DISCOVERY);
        int cards = random.nextInt(10) < 6 ? 1 : 2;
        for (int position = 0; position < cards; position++) {
            UUID request = uuid7(created);
            String ref = random.nextBoolean() ? "c-" + (position + 1) : "card-" + request;
            String status = status();
            String token = status.equals("APPROVED") ? "tok-" + request : null;
            set(card, uuid7(created), id, position, ref, issuer(), status, request, token, changed);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private UUID uuid7(Instant at) {
        long high = at.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    private String issuer() {
        double share = random.nextDouble();
        return share < 0.9 ? "aurora" : share < 0.98 ? "borealis" : share < 0.999 ? "cumulus" : "delta";
    }

    private String status() {
        double share = random.nextDouble();
        if (share < 0.88) {
            return "APPROVED";
        }
        if (share < 0.95) {
            return "DECLINED";
        }
        if (share < 0.98) {
            return "REJECTED";
        }
        return share < 0.998 ? "VERIFICATION_REQUIRED" : share < 0.9999 ? "DEAD_LETTERED" : "IN_DOUBT";
    }
}
