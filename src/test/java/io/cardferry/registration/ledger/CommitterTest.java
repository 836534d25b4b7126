package io.cardferry.registration.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;

/** Which failures say that the ledger can't commit now, so that whoever asked keeps on trying. */
@Once
class CommitterTest {

    private static final RuntimeException GONE = new DataAccessResourceFailureException("gone");

    @TempDir
    Path folder;

    private LedgerFixture fixture;
    private final DatabaseState state = new DatabaseState(() -> true);
    private final Logger log = (Logger) LoggerFactory.getLogger(DatabaseState.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Committer committer;
    /** As the one that counts trace numbers. */
    private Committer another;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        committer = new Committer(fixture.jdbc(), fixture.database.dataSource(), state, 10, 1);
        another = Committer.ofSingles(fixture.jdbc(), fixture.database.dataSource(), state, 10);
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
    }

    @AfterEach
    void close() {
        log.detachAppender(lines);
        log.setLevel(null);
        another.close();
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
        assertThat(state.isGone()).isFalse();

        failed(new UncategorizedSQLException("read only", null, new SQLException("no", "25006")));
        assertThat(state.isGone()).isTrue();

        assertThat(committer.commit(now -> "done")).succeedsWithin(Duration.ofSeconds(60));
        assertThat(state.isGone()).isFalse();
    }

    @Test
    void anOutageIsToldOnceHoweverManyCommitThereAndEndsWithTheFirstCommit() {
        failed(committer, GONE);
        failed(another, GONE);
        failed(committer, GONE);
        assertThat(told()).singleElement().asString().startsWith("the database can't commit");

        assertThat(another.commit(now -> "done")).succeedsWithin(Duration.ofSeconds(60));
        assertThat(committer.commit(now -> "done")).succeedsWithin(Duration.ofSeconds(60));
        assertThat(state.isGone()).isFalse();
        assertThat(told()).hasSize(2).last().isEqualTo("the database is back");
    }

    @Test
    void aFullDiskIsToldOnceAlthoughTraceNumbersHaveACommitterOfTheirOwn() {
        Ledger ledger = fixture.ledger;
        fixture.room.set(false);
        for (CompletableFuture<?> change :
                List.of(ledger.endLeases(), ledger.traceNumbers().take("cumulus", 20), ledger.endLeases())) {
            assertThat(catchThrowable(() -> Commit.of(change))).hasMessage("the ledger's disk is full");
        }
        assertThat(told()).singleElement().asString().startsWith("the disk is full");

        fixture.room.set(true);
        assertThat(ledger.traceNumbers().take("cumulus", 20)).succeedsWithin(Duration.ofSeconds(60));
        assertThat(ledger.endLeases()).succeedsWithin(Duration.ofSeconds(60));
        assertThat(told()).hasSize(2).last().isEqualTo("there is room on the disk again");
    }

    private List<String> told() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private Throwable failed(RuntimeException failure) {
        return failed(committer, failure);
    }

    private static Throwable failed(Committer committer, RuntimeException failure) {
        CompletableFuture<Object> change = committer.commit(now -> {
            throw failure;
        });
        return catchThrowable(() -> Commit.of(change));
    }
}
