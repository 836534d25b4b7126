package io.cardferry.contract;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.security.CardSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * A configuration with two more issuers whose cards the hub opens, both like aurora: to cirrus the message goes as it is, to
 * stratus sealed to its public key.
 */
final class HubOpenedPacks implements AutoCloseable {

    static final String PAN = "4111111111111111";

    final StubServer cirrus = new StubServer(call -> account(call.text()), HubFixture::approved);
    final StubServer stratus = new StubServer(call -> account(opened(call)), this::approvedUnsealed);
    final RSAKey stratusKey = newKey();
    final Path config;

    HubOpenedPacks() {
        try {
            config = Files.createTempDirectory("cardferry-hub-opened").resolve("config");
            FileSystemUtils.copyRecursively(HubFixture.HOME.resolve("config"), config);
            writePack("cirrus");
            edit(writePack("stratus"), "protection: none", "protection: jwe");
            Files.writeString(
                    config.resolve("stratus.jwk"), stratusKey.toPublicJWK().toJSONString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path writePack(String id) throws IOException {
        Path folder = config.resolve("issuers").resolve(id);
        FileSystemUtils.copyRecursively(config.resolve("issuers/aurora"), folder);
        FileSystemUtils.deleteRecursively(folder.resolve("samples"));
        Path file = folder.resolve("issuer.yaml");
        edit(file, "id: aurora", "id: " + id);
        edit(file, "sealed-card-key: issuer", "sealed-card-key: hub");
        edit(file, "bins: [\"411111\", \"40000000-40009999\"]", "bins: []");
        edit(
                folder.resolve("request.jslt"),
                "\"sealedCard\": .card.sealedCard,",
                "\"pan\": .card.pan, \"expiry\": .card.expiry,");
        return file;
    }

    /** A hub that has both. */
    HubFixture hub() {
        return new HubFixture()
                .configuredIn(config)
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.issuers.cirrus.url", cirrus.uri().toString())
                .with("cardferry.issuers.stratus.url", stratus.uri().toString())
                .with("cardferry.issuers.cirrus.retry.first-delay", "300ms")
                .with("cardferry.issuers.stratus.retry.first-delay", "300ms")
                .with("cardferry.issuers.stratus.encryption-key", "stratus.jwk");
    }

    /** What a source seals for this hub, whatever it lists. */
    static CardSeal sealFor(Caller hub) {
        return CardSeal.forFirstOf(hub.get("/.well-known/jwks.json").body());
    }

    /** The right content of the account's card c-1. */
    static Map<String, Object> content(String account) {
        return CardSeal.content(PAN, "2029-04", account, "c-1");
    }

    /** The source lists this card, with this seal, for this issuer. */
    static void lists(HubFixture hub, String account, String issuer, String sealedCard) {
        String card = CardList.card("c-1").replace("aurora", issuer).replace(CardList.SEALED, sealedCard);
        hub.source.says(account, CardList.of(account).with(card).reply());
    }

    /** What was sent to stratus, as it reads it. */
    String opened(Call call) {
        try {
            JWEObject message = JWEObject.parse(call.text());
            message.decrypt(new RSADecrypter(stratusKey));
            return message.getPayload().toString();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply approvedUnsealed(Call call) {
        byte[] body = opened(call).getBytes(StandardCharsets.UTF_8);
        return HubFixture.approved(new Call(call.method(), call.rawPath(), call.rawQuery(), call.headers(), body));
    }

    private static String account(String message) {
        return Json.json(message).path("walletAccountId").asText();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("stratus-2026").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(file + " holds no " + from);
        }
        Files.writeString(file, text.replace(from, to));
    }

    @Override
    public void close() {
        cirrus.close();
        stratus.close();
        try {
            FileSystemUtils.deleteRecursively(config.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
