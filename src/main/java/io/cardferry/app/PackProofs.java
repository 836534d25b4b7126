package io.cardferry.app;

import io.cardferry.app.CheckReport.Finding;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackCheck;
import io.cardferry.issuer.PackFinding;
import io.cardferry.mapping.Difference;
import java.util.ArrayList;
import java.util.List;

/** Has every pack prove itself, and collects what came of it. */
final class PackProofs {

    private final List<String> problems = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<CheckReport.Pack> packs = new ArrayList<>();

    void prove(IssuerPack pack) {
        try {
            PackCheck check = new PackCheck(pack);
            List<PackFinding> found = check.findings();
            found.forEach(finding -> findings.add(finding(finding)));
            packs.add(new CheckReport.Pack(
                    pack.id(),
                    pack.version(),
                    pack.transport().address().orElse("the hub's own broker"),
                    check.samples(),
                    found.isEmpty(),
                    check.coverage()));
        } catch (IllegalArgumentException unreadable) {
            problems.add(unreadable.getMessage());
        }
    }

    private static Finding finding(PackFinding found) {
        if (found.difference().isEmpty()) {
            return new Finding(found.place(), found.what(), null, null);
        }
        Difference difference = found.difference().get();
        return new Finding(found.place(), difference.place(), difference.expected(), difference.found());
    }

    List<String> problems() {
        return problems;
    }

    List<Finding> findings() {
        return findings;
    }

    List<CheckReport.Pack> packs() {
        return packs;
    }
}
