package io.cardferry.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code issuers reload}: the packs as they are on the hub's disk now, without a restart. */
@Command(
        name = "reload",
        description = {
            "Has a running hub read its issuer packs anew: all of them, or none if one is wrong.",
            "Each hub reads its own folder: with several hubs, reload each (--url)."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry check && \\",
            "      bin/cardferry issuers reload --reason 'aurora has a new field'"
        })
final class IssuerReloadCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private IssuerCall operator;

    IssuerReloadCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return operator.act(spec, surroundings, "reload", IssuerReport::changes);
    }
}
