package io.cardferry.app;

import io.cardferry.delivery.IssuerRules;
import io.cardferry.delivery.PausedIssuers;
import io.cardferry.delivery.RetryPlan;
import io.cardferry.issuer.IssuerGates;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.operations.IssuerOverview;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub knows of the issuers that it speaks with.
 *
 * @param packs the enabled packs
 * @param lanes the issuers' own threads
 * @param paused who is paused
 * @param gates what every attempt passes
 */
record Issuers(List<IssuerPack> packs, Lanes lanes, PausedIssuers paused, IssuerGates gates) {

    private static final Logger LOG = LoggerFactory.getLogger(Issuers.class);

    static Issuers of(List<IssuerPack> packs, Lanes lanes) {
        PausedIssuers paused = new PausedIssuers();
        return new Issuers(packs, lanes, paused, new IssuerGates(packs, paused, System::nanoTime));
    }

    /** What is done next about cards that their issuers have not decided. */
    DeliveryPlan plan() {
        Map<String, IssuerRules> rules = packs.stream().collect(Collectors.toMap(IssuerPack::id, IssuerPack::rules));
        return new RetryPlan(
                issuer -> Optional.ofNullable(rules.get(issuer)),
                paused,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** How it stands with each of them, and with those that have cards but no pack. */
    IssuerOverview overview(Ledger ledger) {
        return new IssuerOverview(ledger, gates, packs);
    }

    /** Learns, before anything is sent, who is paused. */
    void begin(Ledger ledger) {
        paused.read(ledger.pauses()::recent);
        packs.forEach(pack -> paused.pauseOf(pack.id())
                .ifPresent(pause -> LOG.warn("issuer {} is paused since {}", pack.id(), pause.from())));
    }
}
