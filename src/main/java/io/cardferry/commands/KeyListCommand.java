package io.cardferry.commands;

import io.cardferry.security.Keystore;
import io.cardferry.security.ListedKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code keys list}: what the keystore holds, without anything secret of it. */
@Command(
        name = "list",
        description = {
            "Lists the keys of the hub's keystore, newest first.",
            "A key in force is sealed for, a retired one opens only what was sealed for it."
        })
final class KeyListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationFolder config;

    KeyListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path folder = config.resolve(surroundings.home());
        Keystore keystore = ConfiguredKeystore.open(folder, surroundings.environment());
        int width = Terminal.width(surroundings.environment());
        TextTable table = new TextTable(width, "", "KEY", "KIND", "STATE", "MADE", "ALIAS");
        for (ListedKey key : keystore.list(Instant.now())) {
            table.add(
                    List.of(
                            PlainText.of(key.kid()),
                            kind(key),
                            key.inForce() ? "in force" : "retired",
                            key.madeAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                            PlainText.of(key.alias())),
                    List.of());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Keystore " + PlainText.of(keystore.path().toString()));
        table.lines().forEach(out::println);
        return 0;
    }

    private static String kind(ListedKey key) {
        return switch (key.kind()) {
            case CARD -> "card key";
            case DATA -> "data key";
        };
    }
}
