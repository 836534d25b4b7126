package io.cardferry.app;

import java.util.List;

/**
 * What a check of the configuration found.
 *
 * @param problems one line per problem; empty if all is well
 * @param lines what was checked, for people to read
 */
public record CheckReport(List<String> problems, List<String> lines) {

    public CheckReport {
        problems = List.copyOf(problems);
        lines = List.copyOf(lines);
    }
}
