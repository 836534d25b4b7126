package io.cardferry.issuer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds the pack of a BIN among many ranges: the longest match, in the time of three searches by halves. */
final class BinTable {

    private static final int SHORTEST = 6;
    private static final int LONGEST = 8;

    /** Of the ranges of one length, which don't overlap, in the order of their first BINs. */
    private record Ranges(int[] from, int[] to, IssuerPack[] pack) {

        IssuerPack packOf(int digits) {
            int found = Arrays.binarySearch(from, digits);
            // Of one that is not there, it says before which it would be: the range that begins below it decides.
            int at = found >= 0 ? found : -found - 2;
            return at >= 0 && digits <= to[at] ? pack[at] : null;
        }
    }

    private record Owned(BinRange range, IssuerPack pack) {}

    private final Ranges[] byLength = new Ranges[LONGEST + 1];

    /** @param packs whose ranges of equal length do not overlap */
    BinTable(List<IssuerPack> packs) {
        List<Owned> all = new ArrayList<>();
        packs.forEach(pack -> pack.bins().forEach(range -> all.add(new Owned(range, pack))));
        all.sort(Comparator.comparingInt(owned -> owned.range().from()));
        for (int length = SHORTEST; length <= LONGEST; length++) {
            byLength[length] = ranges(all, length);
        }
    }

    private static Ranges ranges(List<Owned> sorted, int length) {
        List<Owned> ofLength = sorted.stream()
                .filter(owned -> owned.range().length() == length)
                .toList();
        return new Ranges(
                ofLength.stream().mapToInt(owned -> owned.range().from()).toArray(),
                ofLength.stream().mapToInt(owned -> owned.range().to()).toArray(),
                ofLength.stream().map(Owned::pack).toArray(IssuerPack[]::new));
    }

    /**
     * The pack of a BIN.
     *
     * @param bin any text; only 6 to 8 ASCII digits match a range
     * @return {@code null} if none is its own
     */
    IssuerPack packOf(String bin) {
        if (bin.length() < SHORTEST || bin.length() > LONGEST) {
            return null;
        }
        int digits = 0;
        for (int i = 0; i < bin.length(); i++) {
            char digit = bin.charAt(i);
            if (digit < '0' || digit > '9') {
                return null;
            }
            digits = digits * 10 + digit - '0';
        }
        for (int length = bin.length(); length >= SHORTEST; length--, digits /= 10) {
            IssuerPack pack = byLength[length].packOf(digits);
            if (pack != null) {
                return pack;
            }
        }
        return null;
    }
}
