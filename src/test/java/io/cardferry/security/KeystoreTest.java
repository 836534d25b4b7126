package io.cardferry.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {

    private static final Secret PASSWORD = new Secret("changeit");

    @TempDir
    Path temp;

    @Test
    void theFirstStartMakesAKeyAndTheNextOneFindsIt() {
        Keystore first = Keystore.selfMade(temp.resolve("data"));
        String sealed = first.dataKeys().seal(new byte[] {42});

        Keystore second = Keystore.selfMade(temp.resolve("data"));

        assertThat(second.dataKeys().open(sealed)).containsExactly(42);
    }

    @Test
    void onlyTheOwnerMayReadASelfMadeKeystoreAndNothingElseIsLeftBehind() throws Exception {
        Keystore.selfMade(temp);

        assertThat(Files.getPosixFilePermissions(temp.resolve("keys.p12")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("what changes of the file take turns by is empty, and stays")
                    .containsExactlyInAnyOrder("keys.p12", ".keys.p12.lock");
        }
    }

    @Test
    void whatAStartThatDiedLeftBehindIsNoObstacle() throws Exception {
        Files.writeString(temp.resolve("keys.p12.tmp"), "half a keystore");

        assertThat(Keystore.selfMade(temp).dataKeys().sealingKid()).startsWith("data-");
    }

    @Test
    void theNewestKeySealsAndTheOthersOpen() throws Exception {
        KeyStore store = empty();
        addKey(store, "z-old", 32);
        String sealed = Keystore.open(save(store), PASSWORD).dataKeys().seal(new byte[] {1});
        waitForTheNextMillisecond();
        addKey(store, "a-new", 32);

        DataKeys keys = Keystore.open(save(store), PASSWORD).dataKeys();

        assertThat(keys.sealingKid()).isEqualTo("a-new");
        assertThat(keys.open(sealed)).containsExactly(1);
    }

    @Test
    void keysOfAnotherLengthAreNoDataKeys() throws Exception {
        KeyStore store = empty();
        addKey(store, "short", 16);

        assertThatThrownBy(() -> Keystore.open(save(store), PASSWORD))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("no data key");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Keystore.open(temp.resolve("none.p12"), PASSWORD))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContainingAll("none.p12", "no such file");
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        KeyStore store = empty();
        addKey(store, "data-1", 32);

        assertThatThrownBy(() -> Keystore.open(save(store), new Secret("hunter2")))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("the password is wrong")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aFileThatIsNoKeystoreIsSaid() throws Exception {
        Path file = Files.writeString(temp.resolve("keys.p12"), "not a keystore");

        assertThatThrownBy(() -> Keystore.open(file, PASSWORD))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("not a readable PKCS#12");
    }

    @Test
    void aSecretPrintsStars() {
        assertThat(PASSWORD).hasToString("***");
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD.reveal());
        return store;
    }

    private static void addKey(KeyStore store, String alias, int bytes) throws Exception {
        byte[] key = new byte[bytes];
        Arrays.fill(key, (byte) alias.hashCode());
        store.setKeyEntry(alias, new SecretKeySpec(key, "AES"), PASSWORD.reveal(), null);
    }

    private Path save(KeyStore store) throws Exception {
        Path file = temp.resolve("operator.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.reveal());
        }
        return file;
    }

    /** A keystore dates its entries in milliseconds. */
    private static void waitForTheNextMillisecond() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }
}
