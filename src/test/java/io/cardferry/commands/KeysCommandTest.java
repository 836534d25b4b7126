package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.security.Keystore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    @TempDir
    private Path folder;

    private Path config;
    private Path data;

    @BeforeEach
    void configure() throws IOException {
        config = Files.createDirectories(folder.resolve("config"));
        data = folder.resolve("data");
        Files.writeString(config.resolve("application.properties"), "cardferry.data-dir=" + data + "\n");
    }

    @Test
    void rotatedKeysAreListedBeforeTheOldOnesWhichStay() throws IOException {
        Keystore before = Keystore.selfMade(data);
        String sealed = before.seal(new byte[] {7});

        Console rotated = keys("rotate", "--data-key");
        Console rotatedToo = keys("rotate", "--card-key");

        assertThat(rotated.status()).as(rotated.err()).isZero();
        assertThat(rotated.out()).contains("new data key data-").doesNotContain("card key");
        assertThat(rotatedToo.status()).as(rotatedToo.err()).isZero();
        List<String> listed = keys("list").out().lines().toList();
        assertThat(listed).hasSize(5);
        assertThat(listed.get(2)).matches("[A-Za-z0-9_-]{43}.*").contains("card key", "in force", "card-");
        assertThat(listed.get(3)).contains("data key", "in force");
        assertThat(listed.get(4)).contains("data key", "retired");
        assertThat(rotated.out()).contains(listed.get(3).split(" ")[0]);
        assertThat(rotatedToo.out()).contains(listed.get(2).split(" ")[0]);
        assertThat(Keystore.selfMade(data).open(sealed)).containsExactly(7);
        assertThat(Files.getPosixFilePermissions(data.resolve("keys.p12")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatIsToBeRotatedMustBeSaid() {
        Keystore.selfMade(data);

        Console console = keys("rotate");

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).contains("--card-key, --data-key or both must be given");
    }

    @Test
    void aKeystoreThatIsNotThereIsNotMade() {
        Console console = keys("rotate", "--data-key");

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).contains("there is no keystore in " + data);
        assertThat(data).doesNotExist();
    }

    private Console keys(String command, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "keys";
        arguments[1] = command;
        arguments[2] = "--config=" + config;
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Console.run(Map.of("COLUMNS", "120"), arguments);
    }
}
