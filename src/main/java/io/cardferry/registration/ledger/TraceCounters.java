package io.cardferry.registration.ledger;

import io.cardferry.registration.TraceBlock;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The part of the ledger that counts each issuer's trace numbers, for all hubs together. Thread-safe, as {@link Ledger}
 * is.
 *
 * <p>Has a committer of its own, which commits each block by itself: everybody wants the same row, and who held it while
 * a group of other changes is made would keep the others waiting, or they each other.
 */
public final class TraceCounters implements AutoCloseable {

    private static final String BEGIN = "INSERT INTO trace_counter (issuer, next_number) VALUES (?, 1)";
    private static final String NEXT = "SELECT next_number FROM trace_counter WHERE issuer = ?";
    private static final String TAKE = "UPDATE trace_counter SET next_number = ? WHERE issuer = ?";

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final Committer committer;

    TraceCounters(JdbcTemplate jdbc, Dialect dialect, Committer committer) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.committer = committer;
    }

    /**
     * Takes the issuer's next numbers. They are gone then, whether they are used or not.
     *
     * @param wanted how many, 1 or more; at the end of the range there may be fewer
     */
    public CompletableFuture<TraceBlock> take(String issuer, int wanted) {
        return committer.commit(now -> {
            if (jdbc.queryForList(dialect.locking(NEXT), Integer.class, issuer).isEmpty()) {
                dialect.insertUnlessPresent(jdbc, BEGIN, issuer);
            }
            Integer next = jdbc.queryForObject(dialect.locking(NEXT), Integer.class, issuer);
            TraceBlock block = TraceBlock.from(next, wanted);
            jdbc.update(TAKE, block.next(), issuer);
            return block;
        });
    }

    @Override
    public void close() {
        committer.close();
    }
}
