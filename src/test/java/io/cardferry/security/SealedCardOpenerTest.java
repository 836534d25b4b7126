package io.cardferry.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedCardOpenerTest {

    private static final String PAN = "4111111111111111";

    @TempDir
    static Path data;

    private static Keystore keystore;
    private static CardSeal seal;

    private final Map<String, Object> content = CardSeal.content(PAN, "2029-04", "acc-1001", "c-1");
    private final SealedCardOpener opener = new SealedCardOpener(keystore);

    @BeforeAll
    static void makeKeys() {
        keystore = Keystore.selfMade(data).withCardKey();
        seal = CardSeal.forFirstOf(keystore.cardKeys().publishedAt(Instant.now()));
    }

    @Test
    void aCardThatWasSealedForTheHubIsOpened() {
        OpenedCard opened = opener.open(seal.seal(content));

        assertThat(opened.pan().reveal()).isEqualTo(PAN);
        assertThat(opened.expiry()).isEqualTo("2029-04");
        assertThat(opened.accountId()).isEqualTo("acc-1001");
        assertThat(opened.cardRef()).isEqualTo("c-1");
        assertThat(opened.toString()).doesNotContain("41111", "acc-1001");
    }

    @Test
    void whatElseStandsInItDoesNotCount() {
        content.put("holder", "A N OTHER");

        assertThat(opener.open(seal.seal(content)).cardRef()).isEqualTo("c-1");
    }

    @Test
    void aKeyThatIsNoneOfTheHubsIsNamed() {
        CardSeal nobody = CardSeal.forNobody();

        assertUnreadable(nobody.seal(content), "none of the hub's");
        assertUnreadable(nobody.seal(content), nobody.kid().substring(0, 8));
    }

    @Test
    void aCardNumberInPlaceOfTheKeysNameIsNotRepeated() {
        assertThatThrownBy(() -> opener.open(seal.seal(CardSeal.text(content), header -> header.keyID(PAN))))
                .isInstanceOf(UnreadableSealedCard.class)
                .hasMessageNotContaining(PAN);
    }

    @Test
    void aCardThatNamesNoKeyIsUnreadable() {
        assertUnreadable(seal.seal(CardSeal.text(content), header -> header.keyID(null)), "does not name its key");
    }

    @Test
    void aCardThatIsSealedForAnotherKeyOfThisNameIsUnreadable() {
        assertUnreadable(seal.withKeyOf(CardSeal.forNobody()).seal(content), "altered, or not sealed for the key");
    }

    @Test
    void aCardThatWasAlteredIsUnreadable() {
        String[] parts = seal.seal(content).split("\\.");
        parts[3] = (parts[3].charAt(0) == 'A' ? 'B' : 'A') + parts[3].substring(1);

        assertUnreadable(String.join(".", parts), "altered, or not sealed for the key");
    }

    @Test
    void anotherAlgorithmIsUnreadable() {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_512, EncryptionMethod.A256GCM)
                .keyID(seal.kid())
                .build();

        assertUnreadable(seal.seal(CardSeal.text(content), header), "alg is not RSA-OAEP-256");
    }

    @Test
    void anotherEncryptionIsUnreadable() {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                .keyID(seal.kid())
                .build();

        assertUnreadable(seal.seal(CardSeal.text(content), header), "enc is not A256GCM");
    }

    @Test
    void aCompressedCardIsUnreadable() {
        assertUnreadable(
                seal.seal(CardSeal.text(content), header -> header.compressionAlgorithm(CompressionAlgorithm.DEF)),
                "is compressed");
    }

    @Test
    void criticalHeaderParametersAreRefused() {
        String sealed = seal.seal(
                CardSeal.text(content),
                header -> header.criticalParams(Set.of("exp")).customParam("exp", 1));

        assertUnreadable(sealed, "critical header parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c", "....", "eyJ9.a.b.c.d", "e30.a.b.c.d", "eyJraWQiOiJ4In0.a.b.c.d"})
    void whatIsNoCompactJweIsUnreadable(String text) {
        assertUnreadable(text, "not a compact JWE");
    }

    @Test
    void aSealedCardIsBounded() {
        assertUnreadable("a".repeat(8193), "longer than 8192");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"4111111111111111\"",
                "4111111111111111",
                "{'pan':'4111111111111111'",
                "{'pan':'4111111111111111','pan':'4111111111111111','expiry':'2029-04','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'4111111111111111','expiry':'2029-04','accountId':'a','cardRef':'c','iat':1} {}",
                "{'a':{'a':{'a':{'a':{'a':1}}}}}",
                "{'pan':4111111111111111,'expiry':'2029-04','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'41111111111','expiry':'2029-04','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'41111111111111111111','expiry':'2029-04','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'4111 1111 1111 1111','expiry':'2029-04','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'٤١١١١١١١١١١١١١١١','expiry':'2029-04','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'4111111111111111','expiry':'04/29','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'4111111111111111','expiry':'2029-13','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'4111111111111111','accountId':'a','cardRef':'c','iat':1}",
                "{'pan':'4111111111111111','expiry':'2029-04','accountId':'','cardRef':'c','iat':1}",
                "{'pan':'4111111111111111','expiry':'2029-04','accountId':'a','cardRef':7,'iat':1}",
                "{'pan':'4111111111111111','expiry':'2029-04','accountId':'a','cardRef':'c'}",
                "{'pan':'4111111111111111','expiry':'2029-04','accountId':'a','cardRef':'c','iat':'now'}",
                "{'pan':'4111111111111111','expiry':'2029-04','accountId':'a','cardRef':'c','iat':1.5}",
            })
    void aContentThatIsNotAsItShouldBeIsUnreadableAndNotRepeated(String text) {
        assertThatThrownBy(() -> opener.open(seal.seal(text.replace('\'', '"'))))
                .isInstanceOf(UnreadableSealedCard.class)
                .hasMessageContaining("the content of the sealed card")
                .hasMessageNotContainingAny("41111", "4111 ", "04/29")
                .hasNoCause();
    }

    @Test
    void aHugeContentIsUnreadable() {
        content.put("more", "x".repeat(4200));

        assertUnreadable(seal.seal(content), "at most 4096 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cvv", "CVC", "cvv2", "card_verification_value", "security-code", "PIN", "track2"})
    void aCardWithAVerificationCodeIsRefused(String name) {
        content.put(name, "123");

        assertUnreadable(seal.seal(content), "verification code");
    }

    @Test
    void aVerificationCodeIsFoundAtAnyDepth() {
        content.put("more", Map.of("of", List.of(Map.of("cvv", "123"))));

        assertUnreadable(seal.seal(content), "verification code");
    }

    @Test
    void aCardThatWasSealedBeforeARotationIsOpenedAndOneAfterItTooByWhoeverHasReadTheOldFileOnly() {
        Keystore anotherHub = Keystore.selfMade(data);
        String before = seal.seal(content);

        keystore.addCardKey();
        CardSeal newest = CardSeal.forFirstOf(keystore.cardKeys().publishedAt(Instant.now()));

        assertThat(newest.kid()).isNotEqualTo(seal.kid());
        assertThat(opener.open(before).cardRef()).isEqualTo("c-1");
        assertThat(opener.open(newest.seal(content)).cardRef()).isEqualTo("c-1");
        assertThat(new SealedCardOpener(anotherHub).open(newest.seal(content)).cardRef())
                .isEqualTo("c-1");
    }

    private void assertUnreadable(String sealed, String why) {
        assertThatThrownBy(() -> opener.open(sealed))
                .isInstanceOf(UnreadableSealedCard.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(PAN)
                .hasNoCause();
    }
}
