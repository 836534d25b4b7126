package io.cardferry.registration.ledger;

import io.cardferry.registration.IssuerPause;
import io.cardferry.registration.Uuid7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** The part of the ledger that holds when issuers were paused, and why. Thread-safe, as {@link Ledger} is. */
public final class IssuerPauses {

    /**
     * How many ended pauses are read. Years of an operator's work; what is older ages cards that have waited since then,
     * so that they are given up sooner and never later.
     */
    private static final int MAX_ENDED = 1_000;

    private static final String PAUSE = """
            INSERT INTO issuer_pause (pause_id, issuer, open_for, paused_at, pause_reason) VALUES (?, ?, ?, ?, ?)""";
    private static final String RESUME =
            "UPDATE issuer_pause SET open_for = NULL, resumed_at = ?, resume_reason = ? WHERE open_for = ?";
    private static final String COLUMNS =
            "SELECT pause_id, issuer, paused_at, resumed_at, pause_reason FROM issuer_pause ";
    private static final String LASTING = COLUMNS + "WHERE open_for IS NOT NULL";
    private static final String ENDED =
            COLUMNS + "WHERE resumed_at IS NOT NULL ORDER BY resumed_at DESC FETCH FIRST ? ROWS ONLY";

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final Committer committer;

    IssuerPauses(JdbcTemplate jdbc, Dialect dialect, Committer committer) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.committer = committer;
    }

    /**
     * Pauses an issuer from now on.
     *
     * @param reason the operator's, up to 500 characters
     * @return whether that changed anything: the pause that is there already stays as it is
     */
    public CompletableFuture<Boolean> pause(String issuer, String reason) {
        return committer.commit(
                now -> dialect.insertUnlessPresent(jdbc, PAUSE, Uuid7.next(), issuer, issuer, Rows.time(now), reason));
    }

    /**
     * Ends the issuer's pause.
     *
     * @param reason the operator's, up to 500 characters
     * @return whether there was one
     */
    public CompletableFuture<Boolean> resume(String issuer, String reason) {
        return committer.commit(now -> jdbc.update(RESUME, Rows.time(now), reason, issuer) == 1);
    }

    /** Every pause that lasts, and the {@value #MAX_ENDED} that ended last. */
    public Collection<IssuerPause> recent() {
        return Ledger.read(() -> {
            Map<UUID, IssuerPause> pauses = new HashMap<>();
            // In this order: one that ends between the two reads counts as ended, and not as if it had never been.
            jdbc.query(LASTING, (RowCallbackHandler) row -> add(row, pauses));
            jdbc.query(ENDED, (RowCallbackHandler) row -> add(row, pauses), MAX_ENDED);
            return pauses.values();
        });
    }

    private static void add(ResultSet row, Map<UUID, IssuerPause> pauses) throws SQLException {
        IssuerPause pause = new IssuerPause(
                row.getString("issuer"),
                Rows.instant(row, "paused_at"),
                Rows.instant(row, "resumed_at"),
                row.getString("pause_reason"));
        pauses.put(Rows.uuid(row, "pause_id"), pause);
    }
}
