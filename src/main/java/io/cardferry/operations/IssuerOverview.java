package io.cardferry.operations;

import io.cardferry.issuer.IssuerGates;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How it stands with every issuer: those with an enabled pack, and those without one that cards still wait for. */
public final class IssuerOverview {

    private final Ledger ledger;
    private final IssuerGates gates;
    private final Map<String, String> names;

    /** @param packs the enabled packs */
    public IssuerOverview(Ledger ledger, IssuerGates gates, List<IssuerPack> packs) {
        this.ledger = ledger;
        this.gates = gates;
        this.names = packs.stream().collect(Collectors.toMap(IssuerPack::id, IssuerPack::name));
    }

    /** Every issuer, in the order of their ids. */
    public List<IssuerStanding> all() {
        SortedMap<String, Map<CardStatus, Long>> counts = ledger.cardCounts();
        SortedSet<String> ids = new TreeSet<>(names.keySet());
        ids.addAll(counts.keySet());
        return ids.stream()
                .map(id -> new IssuerStanding(
                        id,
                        names.getOrDefault(id, id),
                        gates.state(id),
                        gates.pauseOf(id),
                        counts.getOrDefault(id, Map.of())))
                .toList();
    }

    /** Whether it has an enabled pack. */
    public boolean hasPack(String issuer) {
        return names.containsKey(issuer);
    }
}
