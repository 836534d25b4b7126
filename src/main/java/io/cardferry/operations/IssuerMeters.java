package io.cardferry.operations;

import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that reads, now and then, what the metrics show of the issuers: a scrape must not wait for the ledger. The
 * first reading also tells of cards that can't go on.
 */
public final class IssuerMeters {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerMeters.class);

    /** Counting 100,000 cards takes seconds: it may take up this part of the time. */
    private static final int SHARE = 20;

    private final IssuerOverview overview;
    private final HubMetrics metrics;
    private boolean isFirst = true;
    private long notBeforeNanos;

    public IssuerMeters(IssuerOverview overview, HubMetrics metrics) {
        this.overview = overview;
        this.metrics = metrics;
    }

    /** Reads them anew. While the ledger can't be read there are none: old ones would look like news. */
    public void read() {
        long begunNanos = System.nanoTime();
        if (!isFirst && begunNanos - notBeforeNanos < 0) {
            return;
        }
        try {
            List<IssuerStanding> issuers = overview.all();
            metrics.issuersStand(issuers);
            if (isFirst) {
                tellOfMissingPacks(issuers);
            }
            isFirst = false;
        } catch (LedgerUnavailableException e) {
            metrics.issuersStand(List.of());
            throw e;
        } finally {
            long endedNanos = System.nanoTime();
            notBeforeNanos = endedNanos + (endedNanos - begunNanos) * SHARE;
        }
    }

    private void tellOfMissingPacks(List<IssuerStanding> issuers) {
        issuers.stream()
                .filter(issuer -> !overview.hasPack(issuer.id()) && issuer.unsettled() > 0)
                .forEach(issuer -> LOG.warn(
                        "issuer {}: {} cards wait for a pack that is not there; put it back into the folder of the packs,"
                                + " or enable it (cardferry.issuers.{}.enabled)",
                        issuer.id(),
                        issuer.unsettled(),
                        issuer.id()));
    }
}
