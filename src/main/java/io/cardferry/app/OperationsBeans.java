package io.cardferry.app;

import io.cardferry.delivery.KeptMessages;
import io.cardferry.delivery.Sweep;
import io.cardferry.intake.DeadLetterAnswer;
import io.cardferry.intake.DeadLetterQueryReader;
import io.cardferry.intake.OperatorRequestReader;
import io.cardferry.operations.BulkReplay;
import io.cardferry.operations.CardRefresh;
import io.cardferry.operations.DeadLetterActions;
import io.cardferry.operations.DeadLetterReads;
import io.cardferry.operations.HubHealth;
import io.cardferry.operations.IssuerActionProcessor;
import io.cardferry.operations.IssuerMeters;
import io.cardferry.operations.IssuerOperations;
import io.cardferry.operations.IssuerOverview;
import io.cardferry.operations.IssuerReload;
import io.cardferry.operations.MetricsPage;
import io.cardferry.registration.ledger.DeadLetters;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What is done later, and what operators look at and do. */
record OperationsBeans(HubParts hub, IssuerReload reload) {

    Map<String, Object> byName() {
        Map<String, Object> beans = new HashMap<>();
        Sweep sweep = sweep();
        beans.putAll(delivery(sweep));
        beans.putAll(operations(sweep));
        beans.putAll(deadLetters());
        return beans;
    }

    private Map<String, Object> delivery(Sweep sweep) {
        return Map.of(
                "sweep",
                sweep,
                "keptMessages",
                new KeptMessages(
                        hub.ledger().deadLetters(),
                        hub.configuration().settings().hub().keepMessages()));
    }

    private Sweep sweep() {
        return new Sweep(
                hub.ledger(),
                hub.pools()::roomForSweep,
                hub.issuers().lanes(),
                hub.issuers().gates(),
                hub.issuers().paused(),
                hub.configuration().settings().hub().delivery().pollInterval(),
                System::nanoTime);
    }

    private Map<String, Object> operations(Sweep sweep) {
        IssuerOverview overview = hub.issuers().overview(hub.ledger());
        return Map.of(
                "issuerActionProcessor", new IssuerActionProcessor(),
                "issuerOperations", new IssuerOperations(overview, hub.ledger().pauses(), sweep::readPauses),
                "issuerReload", reload,
                "issuerMeters", new IssuerMeters(overview, hub.metrics()),
                "metrics", hub.metrics(),
                "metricsPage", new MetricsPage(hub.metrics()),
                "health", new HubHealth(needed(), optional()));
    }

    /** Of what this hub can't work without. The disk of a shared database is watched by its own people. */
    private Map<String, BooleanSupplier> needed() {
        BooleanSupplier commits =
                () -> hub.ledger().isReachable() && !hub.ledgerPause().isPausing();
        return hub.database().isShared()
                ? Map.of("ledger", commits)
                : Map.of("ledger", commits, "disk", hub.database()::hasRoom);
    }

    /** Without the broker the hub still serves HTTP. */
    private Map<String, BooleanSupplier> optional() {
        Map<String, BooleanSupplier> parts = new HashMap<>();
        hub.broker().ifPresent(here -> {
            parts.put("broker", here::isHere);
            here.store().ifPresent(store -> parts.put("broker-store", () -> !store.isFull()));
        });
        return parts;
    }

    private Map<String, Object> deadLetters() {
        DeadLetters deadLetters = hub.ledger().deadLetters();
        DeadLetterAnswer answer = new DeadLetterAnswer();
        return Map.of(
                "deadLetterQueryReader", new DeadLetterQueryReader(),
                "operatorRequestReader", new OperatorRequestReader(),
                "deadLetterReads", new DeadLetterReads(deadLetters, answer),
                "deadLetterActions", new DeadLetterActions(deadLetters, hub.metrics()),
                "deadLetterAnswer", answer,
                "bulkReplay", new BulkReplay(deadLetters, answer, hub.metrics()),
                "cardRefresh", new CardRefresh(hub.ledger(), hub.issuers().choice()));
    }
}
