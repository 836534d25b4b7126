package io.cardferry.app;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.configuration.HubSettings;
import io.cardferry.configuration.HubSettings.PostgresAccess;
import io.cardferry.registration.ledger.Database;
import io.cardferry.registration.ledger.DatabaseRefusedException;
import io.cardferry.registration.ledger.EmbeddedDatabase;
import io.cardferry.registration.ledger.PostgresDatabase;
import io.cardferry.registration.ledger.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The database that the settings name, while it opens: that takes longest of a start. */
final class LedgerDatabase implements AutoCloseable {

    /** How long a PostgreSQL may be away at the start: in containers everything starts at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CompletableFuture<Database> opening;

    LedgerDatabase(HubSettings settings, DataFolder data) {
        opening = CompletableFuture.supplyAsync(() -> settings.database()
                .<Database>map(access -> PostgresDatabase.open(server(access), PATIENCE))
                .orElseGet(() -> EmbeddedDatabase.open(data.path())));
    }

    private static PostgresServer server(PostgresAccess access) {
        String password =
                access.password().map(given -> new String(given.reveal())).orElse(null);
        return new PostgresServer(access.url(), access.user(), password);
    }

    /**
     * Waits until it is open.
     *
     * @throws ConfigurationException if it can't be used as it is
     * @throws IOException if it can't be opened for another reason
     */
    Database opened() throws IOException {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseRefusedException refused) {
                throw new ConfigurationException(refused.getMessage());
            }
            throw new IOException("the ledger's database can't be opened", e.getCause());
        }
    }

    /** Closes it, once it is open. What kept it from opening is told by {@link #opened}. */
    @Override
    public void close() {
        opening.exceptionally(failure -> null)
                .thenAccept(database -> {
                    if (database != null) {
                        database.close();
                    }
                })
                .join();
    }
}
