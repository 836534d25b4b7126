package io.cardferry.registration.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cardferry.postgres.Once;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which failures say that the ledger can't commit now, so that whoever asked keeps on trying. */
@Once
class CommitterTest {

    @TempDir
    Path folder;

    private LedgerFixture fixture;
    private Committer committer;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        committer = new Committer(
                new JdbcTemplate(fixture.database.dataSource()), fixture.database.dataSource(), () -> true, 10, 1);
    }

    @AfterEach
    void close() {
        committer.close();
        fixture.close();
    }

    @Test
    void aFailureOfTheDatabaseMakesTheLedgerUnavailable() {
        for (RuntimeException failure : List.of(
                new DataAccessResourceFailureException("gone"),
                new CannotAcquireLockException("held"),
                new UncategorizedSQLException("read only", null, new SQLException("no", "25006")),
                new UncategorizedSQLException("damaged", null, new SQLException("no", "XX001")),
                new BadSqlGrammarException("no right", "", new SQLException("no", "42501")))) {
            assertThat(failed(failure)).as(failure.getMessage()).isInstanceOf(LedgerUnavailableException.class);
        }
    }

    @Test
    void aMistakeOfOursStaysWhatItIsSoThatNobodyTriesForEver() {
        for (RuntimeException failure : List.of(
                new DataIntegrityViolationException("does not fit"),
                new EmptyResultDataAccessException(1),
                new InvalidDataAccessApiUsageException("wrong call"),
                new IllegalStateException("a bug"))) {
            assertThat(failed(failure)).as(failure.getMessage()).isSameAs(failure);
        }
    }

    @Test
    void onlyWhatTheNextChangeWillMeetAsWellIsADatabaseThatIsGone() {
        failed(new UncategorizedSQLException("damaged", null, new SQLException("no", "XX001")));
        assertThat(committer.isGone()).isFalse();

        failed(new UncategorizedSQLException("read only", null, new SQLException("no", "25006")));
        assertThat(committer.isGone()).isTrue();

        assertThat(committer.commit(now -> "done")).succeedsWithin(Duration.ofSeconds(60));
        assertThat(committer.isGone()).isFalse();
    }

    private Throwable failed(RuntimeException failure) {
        CompletableFuture<Object> change = committer.commit(now -> {
            throw failure;
        });
        return catchThrowable(() -> Commit.of(change));
    }
}
