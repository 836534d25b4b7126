package io.cardferry.operations;

import io.cardferry.issuer.IssuerGates;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.IssuerRouting;
import io.cardferry.issuer.PacksInForce;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** How it stands with every issuer: those with an enabled pack, and those without one that cards still wait for. */
public final class IssuerOverview {

    private final Ledger ledger;
    private final IssuerGates gates;
    private final PacksInForce packs;

    public IssuerOverview(Ledger ledger, IssuerGates gates, PacksInForce packs) {
        this.ledger = ledger;
        this.gates = gates;
        this.packs = packs;
    }

    /** Every issuer, in the order of their ids. */
    public List<IssuerStanding> all() {
        SortedMap<String, Map<CardStatus, Long>> counts = ledger.cards().cardCounts();
        IssuerRouting routing = packs.now();
        SortedSet<String> ids = new TreeSet<>(routing.ids());
        ids.addAll(counts.keySet());
        return ids.stream()
                .map(id -> new IssuerStanding(
                        id,
                        routing.pack(id).map(IssuerPack::name).orElse(id),
                        routing.pack(id).map(IssuerPack::version),
                        gates.state(id),
                        gates.pauseOf(id),
                        counts.getOrDefault(id, Map.of())))
                .toList();
    }

    /** Whether it has an enabled pack. */
    public boolean hasPack(String issuer) {
        return packs.now().pack(issuer).isPresent();
    }
}
