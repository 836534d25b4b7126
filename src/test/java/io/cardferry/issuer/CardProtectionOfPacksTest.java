package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cardferry.security.EncryptionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs whose cards the hub opens, and packs whose messages it seals. */
class CardProtectionOfPacksTest {

    private static RSAKey key;

    @TempDir
    Path config;

    private Path issuers;
    private Path pack;

    @BeforeAll
    static void makeKey() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("of-the-issuer").generate();
    }

    @BeforeEach
    void copy() throws IOException {
        issuers = Files.createDirectory(config.resolve("issuers"));
        pack = PackFixture.copyOfAurora(issuers, "aurora");
    }

    @Test
    void withoutAKeyForItsProtectionAPackIsRefusedAndTheKeyIsNamed() {
        edit(pack.resolve("issuer.yaml"), "protection: none", "protection: jwe");

        assertThat(problems(PackOverrides.NONE))
                .singleElement()
                .asString()
                .contains("/protection", "cardferry.issuers.aurora.encryption-key is not set");
    }

    @Test
    void aKeyThatNothingIsSealedWithIsRefused() {
        assertThat(problems(keyAt("key.jwk")))
                .singleElement()
                .asString()
                .startsWith("cardferry.issuers.aurora.encryption-key: ")
                .contains("protection is not 'jwe'");
    }

    @Test
    void aKeyOfTheConfigurationStandsRelativeToItsFolderAndAnotherKeyIsAnotherVersion() throws Exception {
        edit(pack.resolve("issuer.yaml"), "protection: none", "protection: jwe");
        write(config.resolve("key.jwk"), key.toPublicJWK());
        IssuerPack first = load(keyAt("key.jwk"));
        write(config.resolve("key.jwk"), new RSAKeyGenerator(2048).generate().toPublicJWK());

        assertThat(first.encryptionKey().map(EncryptionKey::kid)).hasValue("of-the-issuer");
        assertThat(load(keyAt("key.jwk")).version()).isNotEqualTo(first.version());
    }

    @Test
    void aPackCanBringAKeyOfItsOwnWhichTheConfigurationReplaces() throws Exception {
        edit(pack.resolve("issuer.yaml"), "protection: none", "protection: jwe\nencryption-key: test.jwk");
        write(pack.resolve("test.jwk"), key.toPublicJWK());
        write(
                config.resolve("real.jwk"),
                new RSAKey.Builder(key).keyID("the-real-one").build().toPublicJWK());

        assertThat(load(PackOverrides.NONE).encryptionKey().map(EncryptionKey::kid))
                .hasValue("of-the-issuer");
        assertThat(load(keyAt("real.jwk")).encryptionKey().map(EncryptionKey::kid))
                .hasValue("the-real-one");
    }

    @Test
    void aKeyThatIsNotThereOrPrivateIsNamed() throws Exception {
        edit(pack.resolve("issuer.yaml"), "protection: none", "protection: jwe");
        assertThat(problems(keyAt("key.jwk")))
                .singleElement()
                .asString()
                .startsWith("cardferry.issuers.aurora.encryption-key: there is no file ");

        write(config.resolve("key.jwk"), key);
        assertThat(problems(keyAt("key.jwk")))
                .singleElement()
                .asString()
                .isEqualTo("cardferry.issuers.aurora.encryption-key: the key in \"key.jwk\" is a private key: take the"
                        + " public one, and treat this one as lost");
    }

    @Test
    void samplesOfAPackWithProtectionHoldTheMessageBeforeItIsSealed() throws Exception {
        edit(pack.resolve("issuer.yaml"), "protection: none", "protection: jwe\nencryption-key: test.jwk");
        write(pack.resolve("test.jwk"), key.toPublicJWK());

        assertThat(linesOf(load(PackOverrides.NONE))).isEmpty();
    }

    @Test
    void samplesOfAPackWhoseCardsTheHubOpensHoldANumberAndNoSealedCard() {
        edit(pack.resolve("issuer.yaml"), "sealed-card-key: issuer", "sealed-card-key: hub");

        assertThat(linesOf(load(PackOverrides.NONE)))
                .contains("aurora/samples/approved/canonical.json: /card must have pan and no sealedCard, where"
                        + " sealed-card-key is hub");
    }

    @Test
    void samplesOfAPackWhoseCardsTheIssuerOpensHoldASealedCardAndNoNumber() {
        edit(
                pack.resolve("samples/approved/canonical.json"),
                "\"sealedCard\":",
                "\"pan\": \"4111111111111111\", \"sealedCard\":");

        assertThat(linesOf(load(PackOverrides.NONE)))
                .contains("aurora/samples/approved/canonical.json: /card must have sealedCard and no pan, where"
                        + " sealed-card-key is issuer");
    }

    private static PackOverrides keyAt(String file) {
        return (issuer, asked) -> asked.equals("encryption-key") ? Optional.of(file) : Optional.empty();
    }

    private static void write(Path file, RSAKey jwk) throws IOException {
        Files.writeString(file, jwk.toJSONString());
    }

    private IssuerPack load(PackOverrides overrides) {
        return PackLoader.load(issuers, overrides).get(0);
    }

    private List<String> problems(PackOverrides overrides) {
        return catchThrowableOfType(PackException.class, () -> load(overrides)).lines();
    }

    private static List<String> linesOf(IssuerPack pack) {
        return new PackCheck(pack).findings().stream().map(PackFinding::line).toList();
    }
}
