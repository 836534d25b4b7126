package io.cardferry.operations;

import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.util.List;

/** The step that reads, now and then, what the metrics show of the issuers: a scrape must not wait for the ledger. */
public final class IssuerMeters {

    private final IssuerOverview overview;
    private final HubMetrics metrics;

    public IssuerMeters(IssuerOverview overview, HubMetrics metrics) {
        this.overview = overview;
        this.metrics = metrics;
    }

    /** Reads them anew. While the ledger can't be read there are none: old ones would look like news. */
    public void read() {
        try {
            metrics.issuersStand(overview.all());
        } catch (LedgerUnavailableException e) {
            metrics.issuersStand(List.of());
            throw e;
        }
    }
}
