package io.cardferry.issuer;

import io.cardferry.registration.DiscoveredCard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says which pack a card belongs to. The issuer code that the source gives decides; only a card without one is matched
 * by its BIN, and the longest match wins.
 */
public final class IssuerRouting {

    private final SortedMap<String, IssuerPack> byId = new TreeMap<>();

    private final BinTable byBin;

    private record Owned(BinRange range, IssuerPack pack) {}

    /**
     * @param packs the enabled packs
     * @throws PackException if two ranges of equal length overlap
     */
    public IssuerRouting(List<IssuerPack> packs) {
        List<String> overlaps = overlaps(packs);
        if (!overlaps.isEmpty()) {
            throw new PackException(overlaps);
        }
        packs.forEach(pack -> byId.put(pack.id(), pack));
        byBin = new BinTable(packs);
    }

    /** Every pack, in the order of their ids. */
    public Collection<IssuerPack> packs() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Their ids, in order. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(byId.keySet());
    }

    /** The pack of this id, or empty if there is none that is enabled. */
    public Optional<IssuerPack> pack(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The pack that the card belongs to, or empty if its issuer is not supported. */
    public Optional<IssuerPack> packFor(DiscoveredCard card) {
        return card.issuerCode() != null ? pack(card.issuerCode()) : Optional.ofNullable(byBin.packOf(card.bin()));
    }

    /** One line per pair of ranges of equal length that overlap. */
    static List<String> overlaps(List<IssuerPack> packs) {
        List<Owned> sorted = new ArrayList<>();
        packs.forEach(pack -> pack.bins().forEach(range -> sorted.add(new Owned(range, pack))));
        sorted.sort(Comparator.comparingInt((Owned owned) -> owned.range().length())
                .thenComparingInt(owned -> owned.range().from()));
        List<String> lines = new ArrayList<>();
        Owned widest = null;
        for (Owned next : sorted) {
            if (widest != null && widest.range().overlaps(next.range())) {
                lines.add("the BINs " + widest.range() + " of " + widest.pack().id() + " and " + next.range() + " of "
                        + next.pack().id() + " overlap; let one of them end before, or make the narrower one longer");
            }
            if (widest == null
                    || widest.range().length() != next.range().length()
                    || widest.range().to() < next.range().to()) {
                widest = next;
            }
        }
        return lines;
    }
}
