package io.cardferry.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code issuers resume}: its cards are sent again. */
@Command(
        name = "resume",
        description = "Sends an issuer's cards again.",
        footer = {"", "Examples:", "  bin/cardferry issuers resume aurora --reason 'they say that they are done'"})
final class IssuerResumeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private IssuerId issuer;

    @Mixin
    private IssuerCall operator;

    IssuerResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return operator.act(spec, surroundings, issuer.get() + "/resume", IssuerReport::standing);
    }
}
