package io.cardferry.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code issuers list}: how it stands with each. */
@Command(
        name = "list",
        description = {
            "Shows each issuer's state, the version of its pack, and how many of its cards wait.",
            "The status is 0 whatever the states are."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry issuers list",
            "  bin/cardferry issuers list --json \\",
            "      | jq -r '.issuers[] | select(.state != \"UP\") | .id'"
        })
final class IssuerListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HubCall call;

    IssuerListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        int width = Terminal.width(surroundings.environment());
        return call.run(spec, surroundings, HubClient::issuers, "", list -> IssuerReport.lines(list, width));
    }
}
