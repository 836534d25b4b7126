package io.cardferry.app;

import io.cardferry.coverage.Coverage;
import java.util.List;

/**
 * What a check of the configuration found. Holds nothing that could be card data.
 *
 * @param problems one line per problem that is no finding
 * @param findings where samples do not prove their packs
 * @param lines what else was checked, for people to read
 * @param packs the enabled packs
 */
public record CheckReport(List<String> problems, List<Finding> findings, List<String> lines, List<Pack> packs) {

    /**
     * Something that keeps samples from proving a pack.
     *
     * @param place the file, beginning with the pack's id
     * @param what what is wrong with it; of a difference, where it is
     * @param expected what the sample says; {@code null} if it is no difference
     * @param found what came out; {@code null} if it is no difference
     */
    public record Finding(String place, String what, String expected, String found) {

        /** Whether something came out, and another thing should have. */
        public boolean isDifference() {
            return expected != null;
        }
    }

    /**
     * A pack, and what its samples show.
     *
     * @param id the issuer code
     * @param version of the files
     * @param url where its issuer is
     * @param samples how many there are
     * @param proved whether all of them hold
     * @param coverage what its request mapping does with each field
     */
    public record Pack(String id, String version, String url, int samples, boolean proved, Coverage coverage) {}

    public CheckReport {
        problems = List.copyOf(problems);
        findings = List.copyOf(findings);
        lines = List.copyOf(lines);
        packs = List.copyOf(packs);
    }

    /** Whether a hub can run with the configuration, and every sample holds. */
    public boolean isRight() {
        return problems.isEmpty() && findings.isEmpty();
    }
}
