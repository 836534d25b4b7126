package io.cardferry.app;

import io.cardferry.delivery.PausedIssuers;
import io.cardferry.delivery.RetryPlan;
import io.cardferry.issuer.IssuerGates;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PacksInForce;
import io.cardferry.operations.IssuerOverview;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.source.IssuerChoice;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub knows of the issuers that it speaks with.
 *
 * @param packs the enabled packs, as they are now
 * @param lanes the issuers' own threads
 * @param paused who is paused
 * @param gates what every attempt passes
 */
record Issuers(PacksInForce packs, Lanes lanes, PausedIssuers paused, IssuerGates gates) {

    private static final Logger LOG = LoggerFactory.getLogger(Issuers.class);

    static Issuers of(PacksInForce packs, Lanes lanes) {
        PausedIssuers paused = new PausedIssuers();
        return new Issuers(packs, lanes, paused, new IssuerGates(packs, paused, System::nanoTime));
    }

    /** What is done next about cards that their issuers have not decided. */
    DeliveryPlan plan() {
        return new RetryPlan(
                issuer -> packs.now().pack(issuer).map(IssuerPack::rules),
                paused,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Whose a card is that a source has listed. */
    IssuerChoice choice() {
        return card -> packs.now().packFor(card).map(IssuerPack::id);
    }

    /** How it stands with each of them, and with those that have cards but no pack. */
    IssuerOverview overview(Ledger ledger) {
        return new IssuerOverview(ledger, gates, packs);
    }

    /** Learns, before anything is sent, who is paused. */
    void begin(Ledger ledger) {
        paused.read(ledger.pauses()::recent);
        packs.now()
                .ids()
                .forEach(issuer -> paused.pauseOf(issuer)
                        .ifPresent(pause -> LOG.warn("issuer {} is paused since {}", issuer, pause.from())));
    }
}
