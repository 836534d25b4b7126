package io.cardferry.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyTest {

    private static RSAKey issuer;

    @BeforeAll
    static void makeKey() throws Exception {
        issuer = new RSAKeyGenerator(2048).generate();
    }

    @Test
    void onlyTheIssuerCanOpenAMessage() throws Exception {
        RSAKey named = new RSAKey.Builder(issuer)
                .keyID("2026-11")
                .keyUse(KeyUse.ENCRYPTION)
                .algorithm(JWEAlgorithm.RSA_OAEP_256)
                .build();
        EncryptionKey key = EncryptionKey.parse(named.toPublicJWK().toJSONString());

        JWEObject sealed = JWEObject.parse(
                new String(key.seal("the record".getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII));

        assertThat(sealed.getHeader().toJSONObject())
                .containsOnlyKeys("alg", "enc", "kid")
                .containsEntry("alg", "RSA-OAEP-256")
                .containsEntry("enc", "A256GCM")
                .containsEntry("kid", "2026-11");
        sealed.decrypt(new RSADecrypter(issuer));
        assertThat(sealed.getPayload()).hasToString("the record");
    }

    @Test
    void aKeyWithoutANameIsKnownByItsThumbprint() throws Exception {
        assertThat(EncryptionKey.parse(issuer.toPublicJWK().toJSONString()).kid())
                .isEqualTo(issuer.computeThumbprint().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "-----BEGIN PUBLIC KEY-----", "{\"kty\":\"RSA\",\"n\":\"x\"}"})
    void whatIsNoKeyIsSaid(String text) {
        assertRefused(text, "is no JWK");
    }

    @Test
    void aSetOfKeysIsNoKey() {
        assertRefused(new JWKSet(issuer.toPublicJWK()).toString(), "is no JWK");
    }

    @Test
    void aPrivateKeyIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> EncryptionKey.parse(issuer.toJSONString()))
                .hasMessageContaining("is a private key")
                .hasMessageNotContaining(issuer.getPrivateExponent().toString().substring(0, 20));
    }

    @Test
    void anotherKindOfKeyIsRefused() throws Exception {
        assertRefused(new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString(), "is no RSA key");
    }

    @Test
    void aShortKeyIsRefused() throws Exception {
        RSAKey shortKey = new RSAKeyGenerator(1024, true).generate();

        assertRefused(shortKey.toPublicJWK().toJSONString(), "has 1024 bits, less than 2048");
    }

    @Test
    void aKeyForSomethingElseIsRefused() {
        assertRefused(changed(new RSAKey.Builder(issuer).keyUse(KeyUse.SIGNATURE)), "not for encryption");
        assertRefused(changed(new RSAKey.Builder(issuer).algorithm(new Algorithm("RSA-OAEP"))), "another algorithm");
        assertRefused(
                changed(new RSAKey.Builder(issuer).keyOperations(Set.of(KeyOperation.VERIFY))),
                "not for wrapping keys");
    }

    private static String changed(RSAKey.Builder builder) {
        return builder.build().toPublicJWK().toJSONString();
    }

    private static void assertRefused(String jwk, String why) {
        assertThatThrownBy(() -> EncryptionKey.parse(jwk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
