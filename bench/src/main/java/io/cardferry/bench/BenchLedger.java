package io.cardferry.bench;

import io.cardferry.delivery.RetryPlan;
import io.cardferry.postgres.TestDatabases;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.ledger.AtRest;
import io.cardferry.registration.ledger.Database;
import io.cardferry.registration.ledger.Lease;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** A ledger on a file of its own, filled once and kept for the next run; without encryption, which is not measured here. */
final class BenchLedger implements AutoCloseable {

    private static final int REGISTRATIONS = 200_000;

    private final Database database;
    final Ledger ledger;

    private BenchLedger(Database database) {
        this.database = database;
        this.ledger = new Ledger(
                database.dataSource(),
                database.dialect(),
                new Encoded(),
                new Lease("bench", Duration.ofSeconds(30), Duration.ZERO),
                Duration.ofDays(30),
                new RetryPlan(issuer -> Optional.empty(), (issuer, from, to) -> Duration.ZERO, () -> 0),
                () -> true,
                new Unheard(),
                true);
    }

    static BenchLedger open(Path folder) throws IOException, SQLException {
        Files.createDirectories(folder);
        Database database = TestDatabases.open(folder);
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        if (jdbc.queryForList("SELECT registration_id FROM registration FETCH FIRST 1 ROW ONLY")
                .isEmpty()) {
            new LedgerFilling().fill(database.dataSource(), REGISTRATIONS);
        }
        return new BenchLedger(database);
    }

    private static final class Encoded implements AtRest {
        @Override
        public String seal(byte[] content) {
            return Base64.getEncoder().encodeToString(content);
        }

        @Override
        public byte[] open(String sealedText) {
            return Base64.getDecoder().decode(sealedText);
        }
    }

    private static final class Unheard implements LedgerListener {
        @Override
        public void registrationAccepted(UUID registrationId) {}

        @Override
        public void registrationEnded(UUID registrationId, RegistrationStatus status) {}

        @Override
        public void cardChanged(CardRegistration card) {}
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
