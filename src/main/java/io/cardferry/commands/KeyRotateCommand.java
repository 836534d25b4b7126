package io.cardferry.commands;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.security.Keystore;
import io.cardferry.security.KeystoreException;
import io.cardferry.security.ListedKey;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keys rotate}: a new key beside the old ones, which stay. */
@Command(
        name = "rotate",
        description = {
            "Puts a new key into the hub's keystore. The old ones stay, and open what was sealed for them.",
            "Run it as the hub's own user: the file is readable by its owner only.",
            "A hub seals under a new key, and publishes it, once it has been started anew or told to reload."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry keys rotate --card-key",
            "  bin/cardferry keys rotate --card-key --data-key --config /etc/cardferry"
        })
final class KeyRotateCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--card-key", description = "A new RSA key for card sources to seal cards for.")
    private boolean cardKey;

    @Option(names = "--data-key", description = "A new AES key for what the ledger keeps.")
    private boolean dataKey;

    @Mixin
    private ConfigurationFolder config;

    KeyRotateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!cardKey && !dataKey) {
            throw new ParameterException(spec.commandLine(), "--card-key, --data-key or both must be given");
        }
        Keystore keystore = ConfiguredKeystore.open(config.resolve(surroundings.home()), surroundings.environment());
        try {
            if (cardKey) {
                keystore.addCardKey();
            }
            if (dataKey) {
                keystore.addDataKey();
            }
        } catch (KeystoreException unwritable) {
            throw new ConfigurationException(unwritable.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (cardKey) {
            out.println("new card key " + newest(keystore, ListedKey.Kind.CARD));
        }
        if (dataKey) {
            out.println("new data key " + newest(keystore, ListedKey.Kind.DATA));
        }
        out.println("Give the file to every hub that shares it, then restart or reload them.");
        return 0;
    }

    private static String newest(Keystore keystore, ListedKey.Kind kind) {
        return keystore.list(Instant.now()).stream()
                .filter(key -> key.kind() == kind)
                .map(ListedKey::kid)
                .findFirst()
                .orElseThrow();
    }
}
