package io.cardferry.operations;

import io.cardferry.issuer.IssuerGates;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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

    /** How many cards wait for a pack that is not there, by issuer. */
    public SortedMap<String, Long> waitingForPack() {
        return all().stream()
                .filter(issuer -> !names.containsKey(issuer.id()))
                .collect(Collectors.toMap(IssuerStanding::id, IssuerOverview::waiting, Long::sum, TreeMap::new));
    }

    private static long waiting(IssuerStanding issuer) {
        return issuer.cards().entrySet().stream()
                .filter(cards -> !cards.getKey().isSettled())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
