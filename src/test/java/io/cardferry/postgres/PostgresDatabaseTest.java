package io.cardferry.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.registration.ledger.Database;
import io.cardferry.registration.ledger.DatabaseRefusedException;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.PostgresDatabase;
import io.cardferry.registration.ledger.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which PostgreSQL a hub starts on. */
class PostgresDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "not-to-be-shown";

    private final PostgresProcess server = TestDatabases.server();

    @Test
    void hubsThatStartAtOnceMakeTheTablesOnce() {
        String url = server.newDatabase();

        List<CompletableFuture<Database>> starting = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> TestDatabases.openPostgres(url)))
                .limit(4)
                .toList();

        for (CompletableFuture<Database> start : starting) {
            try (Database database = start.join()) {
                assertThat(new JdbcTemplate(database.dataSource())
                                .queryForObject(
                                        "SELECT COUNT(*) FROM flyway_schema_history WHERE version = '1'",
                                        Integer.class))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aDatabaseThatMayForgetACommitIsRefused() {
        String url = server.newDatabase();
        server.execute("ALTER DATABASE " + url.replaceFirst(".*/", "") + " SET synchronous_commit = off");

        assertRefused(url, PostgresProcess.ROLE, "synchronous_commit = off");
    }

    @Test
    void anAddressThatLetsItForgetIsRefusedToo() {
        String url = server.newDatabase() + "?options=-c%20synchronous_commit=off";

        assertRefused(url, PostgresProcess.ROLE, "synchronous_commit = off");
    }

    @Test
    void aDatabaseThatCanNotHoldEveryTextIsRefused() {
        server.execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");

        assertRefused(server.url("latin"), PostgresProcess.ROLE, "UTF8");
    }

    @Test
    void whoIsNotLetInIsToldWhoItWasAndNotThePassword() {
        assertRefused(server.newDatabase(), "nobody", "cardferry.db.user = \"nobody\"");
    }

    @Test
    void aRoleThatMayMakeNoTablesIsRefused() {
        server.execute("CREATE ROLE poor LOGIN");

        assertRefused(server.newDatabase(), "poor", "does not let this role make the ledger's tables");
    }

    @Test
    void aDatabaseThatDoesNotExistIsRefused() {
        assertRefused(server.url("nowhere"), PostgresProcess.ROLE, "no such database");
    }

    @Test
    void aServerThatDoesNotAnswerIsWaitedForAndThenNamed() {
        PostgresServer nobody = new PostgresServer("jdbc:postgresql://localhost:1/ledger", "hub", PASSWORD);

        assertThatThrownBy(() -> PostgresDatabase.open(nobody, Duration.ofMillis(600)))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("jdbc:postgresql://localhost:1/ledger")
                .hasMessageNotContaining(PASSWORD)
                .hasNoCause();
    }

    @Test
    void aHubMayStartBeforeItsServer() {
        try (PostgresProcess late = new PostgresProcess()) {
            String url = late.newDatabase();
            late.stop();

            CompletableFuture<Database> start = CompletableFuture.supplyAsync(() -> TestDatabases.openPostgres(url));
            assertThat(start).isNotDone();
            late.start();

            start.join().close();
        }
    }

    @Test
    void aStatementThatFailsQuotesNoRow() {
        try (Database database = TestDatabases.openPostgres(server.newDatabase())) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            jdbc.execute("CREATE TABLE canary (account VARCHAR(40) PRIMARY KEY)");
            jdbc.update("INSERT INTO canary VALUES ('acc-canary')");

            assertThatThrownBy(() -> jdbc.update("INSERT INTO canary VALUES ('acc-canary')"))
                    .hasMessageContaining("canary_pkey")
                    .rootCause()
                    .hasMessageNotContaining("(acc-canary)");
        }
    }

    private static void assertRefused(String url, String user, String why) {
        assertThatThrownBy(() -> PostgresDatabase.open(new PostgresServer(url, user, PASSWORD), PATIENCE))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(PASSWORD);
    }
}
