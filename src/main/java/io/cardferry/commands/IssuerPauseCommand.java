package io.cardferry.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code issuers pause}: nothing is sent to it. */
@Command(
        name = "pause",
        description = "Sends nothing to an issuer until it is resumed; its cards wait, and do not age.",
        footer = {"", "Examples:", "  bin/cardferry issuers pause aurora --reason 'maintenance until 18:00'"})
final class IssuerPauseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private IssuerId issuer;

    @Mixin
    private IssuerCall operator;

    IssuerPauseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return operator.act(spec, surroundings, issuer.get() + "/pause", IssuerReport::standing);
    }
}
