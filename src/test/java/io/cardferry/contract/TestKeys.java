package io.cardferry.contract;

import io.cardferry.security.Keystore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A self-made keystore that hubs of the tests begin with: each would take a second to make its own. */
final class TestKeys {

    private static Path made;

    private TestKeys() {}

    static synchronized void copyTo(Path dataDir) throws IOException {
        if (made == null) {
            Path folder = Files.createTempDirectory("cardferry-keys");
            made = Keystore.selfMade(folder).withCardKey().path();
            made.toFile().deleteOnExit();
        }
        Files.copy(made, dataDir.resolve(made.getFileName()));
    }
}
