package io.cardferry.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataKeysTest {

    private static final SecretKey OLD = key(1);
    private static final SecretKey NEW = key(2);

    private final DataKeys keys = new DataKeys("new", Map.of("old", OLD, "new", NEW));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2048, 100_000})
    void whatWasSealedOpensToTheSameBytes(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 0xff);

        assertThat(keys.open(keys.seal(content))).isEqualTo(content);
    }

    @Test
    void aSealedTextIsACompactJweThatNamesItsKeyAndShowsNothing() throws Exception {
        String sealed = keys.seal("4111111111111111".getBytes(UTF_8));

        JWEHeader header = JWEObject.parse(sealed).getHeader();
        assertThat(header.toString()).isEqualTo("{\"kid\":\"new\",\"enc\":\"A256GCM\",\"alg\":\"dir\"}");
        assertThat(sealed).doesNotContain("4111111111111111", "NDExMTExMTExMTExMTEx");
    }

    @Test
    void theSameContentIsNeverSealedToTheSameText() {
        byte[] content = {1};

        assertThat(keys.seal(content)).isNotEqualTo(keys.seal(content));
    }

    @Test
    void anOlderKeyStillOpensWhatItSealed() {
        String sealed = new DataKeys("old", Map.of("old", OLD)).seal(new byte[] {7});

        assertThat(keys.open(sealed)).containsExactly(7);
    }

    @Test
    void aTextUnderAKeyThatIsGoneIsRefused() {
        String sealed = new DataKeys("older", Map.of("older", OLD)).seal(new byte[] {7});

        assertRefused(sealed);
    }

    @Test
    void aTextUnderAnotherKeyOfTheSameNameIsRefused() {
        String sealed = new DataKeys("new", Map.of("new", OLD)).seal("the content".getBytes(UTF_8));

        assertRefused(sealed);
    }

    @Test
    void aTextThatWasAlteredAnywhereIsRefused() {
        String sealed = keys.seal("the content".getBytes(UTF_8));
        String[] parts = sealed.split("\\.");
        for (int part : List.of(0, 2, 3, 4)) {
            String[] altered = parts.clone();
            altered[part] = (altered[part].charAt(0) == 'A' ? 'B' : 'A') + altered[part].substring(1);
            assertRefused(String.join(".", altered));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "....", "a.b.c.d.e", "the content", "eyJhbGciOiJkaXIifQ....", "eyJhbGciOiJub25lIn0.e30."})
    void rubbishIsRefused(String rubbish) {
        assertRefused(rubbish);
    }

    @Test
    void aCompressedTextIsRefusedBecauseItCouldBlowUp() throws Exception {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID("new")
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .build();
        JWEObject object = new JWEObject(header, new Payload("the content"));
        object.encrypt(new DirectEncrypter(NEW));

        assertRefused(object.serialize());
    }

    @Test
    void manyThreadsMaySealAndOpenAtOnce() {
        assertThat(IntStream.range(0, 2000).parallel().mapToObj(i -> {
                    byte[] content = ("content " + i).getBytes(UTF_8);
                    return Arrays.equals(keys.open(keys.seal(content)), content);
                }))
                .containsOnly(true);
    }

    private void assertRefused(String sealed) {
        assertThatThrownBy(() -> keys.open(sealed))
                .isInstanceOf(UnreadableSealException.class)
                .hasNoCause()
                .hasMessageNotContaining("the content");
    }

    private static SecretKey key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return new SecretKeySpec(bytes, "AES");
    }
}
