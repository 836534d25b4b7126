package io.cardferry.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
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
                .hasMessageContainingAll("none.p12", "no such file", "cardferry.security.keystore.path");
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        KeyStore store = empty();
        addKey(store, "data-1", 32);

        assertThatThrownBy(() -> Keystore.open(save(store), new Secret("hunter2")))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContainingAll("the password is wrong", "cardferry.security.keystore.password")
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
    void aSelfMadeKeystoreOfBeforeGetsACardKeyAndKeepsWhatItHas() {
        Keystore before = Keystore.selfMade(temp);
        String sealed = before.seal(new byte[] {42});
        assertThat(before.cardKeys().isEmpty()).isTrue();

        before.withCardKey();

        Keystore after = Keystore.selfMade(temp).withCardKey();
        assertThat(after.list(Instant.now())).hasSize(2).allMatch(ListedKey::inForce);
        assertThat(after.list(Instant.now())).isEqualTo(before.list(Instant.now()));
        assertThat(after.open(sealed)).containsExactly(42);
    }

    @Test
    void whatIsSealedUnderANewDataKeyIsOpenedByAHubThatReadTheFileBefore() {
        Keystore one = Keystore.selfMade(temp);
        Keystore another = Keystore.selfMade(temp);
        String old = one.seal(new byte[] {1});

        one.addDataKey();
        String sealed = one.seal(new byte[] {2});

        assertThat(one.dataKeys().sealingKid()).isNotEqualTo(another.dataKeys().sealingKid());
        assertThat(another.open(sealed)).containsExactly(2);
        assertThat(another.open(old)).containsExactly(1);
    }

    @Test
    void aFileThatIsBrokenMeanwhileLeavesWhatWasRead() throws Exception {
        Keystore keystore = Keystore.selfMade(temp);
        String sealed = keystore.seal(new byte[] {1});
        Files.writeString(temp.resolve("keys.p12"), "half a copy");

        assertThatThrownBy(keystore::reread).isInstanceOf(KeystoreException.class);
        assertThat(keystore.cardKey("unknown")).isEmpty();
        assertThat(keystore.open(sealed)).containsExactly(1);
    }

    @Test
    void theKeysOfKeytoolAreTaken() throws Exception {
        KeyStore store = empty();
        addKey(store, "data-1", 32);
        Path file = save(store);
        keytool(file, "2048", "hub-2026");

        Keystore keystore = Keystore.open(file, PASSWORD);

        RSAKey published = (RSAKey) JWKSet.parse(keystore.cardKeys().publishedAt(Instant.now()))
                .getKeys()
                .get(0);
        assertThat(published.getKeyID()).isEqualTo(published.computeThumbprint().toString());
        assertThat(published.isPrivate()).isFalse();
        assertThat(keystore.list(Instant.now()).get(0).alias()).isEqualTo("hub-2026");
        assertThat(keystore.list(Instant.now()).get(0).kid()).isEqualTo(published.getKeyID());
    }

    @Test
    void anRsaKeyThatIsTooShortIsNamed() throws Exception {
        KeyStore store = empty();
        addKey(store, "data-1", 32);
        Path file = save(store);
        keytool(file, "1024", "too-short");

        assertThatThrownBy(() -> Keystore.open(file, PASSWORD))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContainingAll("too-short", "1024 bits, less than 2048");
    }

    @Test
    void aCardKeyIsPublishedForADayBesideANewerOneAndOpensForEver() {
        Keystore keystore = Keystore.selfMade(temp).withCardKey();
        String old = keystore.list(Instant.now()).get(0).kid();
        waitForTheNextSecond();
        keystore.addCardKey();
        String newer = keystore.list(Instant.now()).get(0).kid();
        Instant tomorrow = Instant.now().plus(CardKeys.OVERLAP);

        assertThat(keystore.cardKeys().publishedAt(Instant.now())).containsSubsequence(newer, old);
        assertThat(keystore.cardKeys().publishedAt(tomorrow)).contains(newer).doesNotContain(old);
        assertThat(keystore.list(tomorrow)).extracting(ListedKey::inForce).containsExactly(true, false, true);
        assertThat(keystore.cardKey(old)).isPresent();
    }

    private static void keytool(Path file, String bits, String alias) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        bits,
                        "-dname",
                        "CN=hub",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** A certificate begins to hold at a whole second. */
    private static void waitForTheNextSecond() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Awaitility.await()
                .until(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).isAfter(now));
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
