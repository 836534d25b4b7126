package io.cardferry.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What a reload made of an issuer's pack.
 *
 * @param issuer the pack's id
 * @param version the one in force now; {@code null} if it was removed
 * @param previousVersion the one before; {@code null} if it was added
 * @param kind added, changed, unchanged or removed
 */
public record PackChange(String issuer, String version, String previousVersion, Kind kind) {

    /** What can become of a pack. */
    public enum Kind {
        /** It is new, or enabled now. */
        ADDED,
        /** Its files, or the settings over them, have changed. */
        CHANGED,
        /** It is as it was. */
        UNCHANGED,
        /** Its folder is gone, or it is not enabled any more. */
        REMOVED
    }

    public PackChange {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(kind, "kind");
    }

    /** One change for each pack of either set, in the order of their ids. */
    public static List<PackChange> between(IssuerRouting before, IssuerRouting after) {
        TreeSet<String> ids = new TreeSet<>(before.ids());
        ids.addAll(after.ids());
        List<PackChange> changes = new ArrayList<>();
        for (String id : ids) {
            String old = before.pack(id).map(IssuerPack::version).orElse(null);
            String now = after.pack(id).map(IssuerPack::version).orElse(null);
            changes.add(new PackChange(id, now, old, kind(old, now)));
        }
        return changes;
    }

    private static Kind kind(String old, String now) {
        if (old == null) {
            return Kind.ADDED;
        }
        if (now == null) {
            return Kind.REMOVED;
        }
        return now.equals(old) ? Kind.UNCHANGED : Kind.CHANGED;
    }

    /** For a log, e.g. {@code aurora CHANGED 1a2b3c4d to 5e6f7081}. */
    @Override
    public String toString() {
        String versions = switch (kind) {
            case ADDED, UNCHANGED -> version;
            case REMOVED -> previousVersion;
            case CHANGED -> previousVersion + " to " + version;
        };
        return issuer + " " + kind + " " + versions;
    }
}
