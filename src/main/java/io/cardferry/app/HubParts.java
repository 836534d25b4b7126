package io.cardferry.app;

import io.cardferry.intake.jms.LedgerPause;
import io.cardferry.operations.HubMetrics;
import io.cardferry.registration.Endings;
import io.cardferry.registration.ledger.Database;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.security.Keystore;
import java.util.Optional;

/**
 * What a hub is made of, once it is open, and its beans are made from.
 *
 * @param broker empty if messages are switched off
 */
record HubParts(
        Configuration configuration,
        Keystore keystore,
        Database database,
        Ledger ledger,
        Pools pools,
        Issuers issuers,
        IssuerLinks links,
        HubMetrics metrics,
        Endings endings,
        Optional<Broker> broker,
        LedgerPause ledgerPause,
        OutboxRounds rounds) {

    /** Has the metrics show what waits where. */
    void watch() {
        metrics.watchPool("intake", pools.intake);
        metrics.watchPool("registration", pools.registrations);
        metrics.watchPool("source", pools.sources);
        metrics.watchPool("search", pools.searches);
        metrics.watchPool("outbox-senders", pools.outbox);
        metrics.watchQueue("ledger", ledger::waitingChanges);
        metrics.watchQueue("callers", endings::waiting);
        metrics.watchQueue("unrecorded-answers", links.unrecorded()::waiting);
    }
}
