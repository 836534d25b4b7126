package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cardferry.canary.CanaryNumbers;
import io.cardferry.contract.StubServer.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.util.FileSystemUtils;

/** A hub that is a process, and tells all it may in its log, between stubs that know the card numbers and abuse them. */
final class CanaryWorld implements AutoCloseable {

    /** How an issuer that knows the card's number answers about it. */
    interface Echo extends Function<String, Function<Call, Reply>> {}

    final HubFixture hub = new HubFixture();
    final CanaryNumbers numbers = new CanaryNumbers();
    final Map<String, String> registrations = new LinkedHashMap<>();
    private final Map<String, Set<String>> endings = new LinkedHashMap<>();
    private final StringBuffer answers = new StringBuffer();
    private final StringBuffer logs = new StringBuffer();
    private final RSAKey issuersKey;
    private final Path folder;
    private HubProcess process;

    CanaryWorld(Path folder) {
        this.folder = folder;
        try {
            issuersKey = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
            Files.createDirectories(temporary());
            configure();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hub.with("cardferry.data-dir", data().toString())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.sources.phone-wallet.response-timeout", "5s")
                .with("cardferry.sources.phone-wallet.retry.max-attempts", "1");
        for (String issuer : new String[] {"aurora", "borealis"}) {
            hub.with("cardferry.issuers." + issuer + ".response-timeout", "5s")
                    .with("cardferry.issuers." + issuer + ".retry.first-delay", "100ms")
                    .with("cardferry.issuers." + issuer + ".retry.max-delay", "1s")
                    .with("cardferry.issuers." + issuer + ".retry.max-attempts", "2")
                    .with("cardferry.issuers." + issuer + ".retry.max-age", "1h");
        }
        hub.showAnswersTo(answer -> answers.append(answer.headers().map())
                .append('\n')
                .append(answer.body())
                .append('\n'));
    }

    /** The shipped configuration, with a mapping that breaks on some cards, every exchange traced, and every logger open. */
    private void configure() throws IOException {
        FileSystemUtils.copyRecursively(HubFixture.HOME.resolve("config"), config());
        Path mapping = config().resolve("issuers/aurora/request.jslt");
        Files.writeString(
                mapping,
                Files.readString(mapping)
                        .replaceFirst("(?m)^\\{", "if (.card.brand == \"BREAKS\") error(to-json(.)) else {"));
        Path properties = config().resolve("application.properties");
        Files.writeString(properties, Files.readString(properties) + "\ncamel.main.tracing=true\n");
        String logging = Files.readString(HubFixture.HOME.resolve("target/classes/logback.xml"));
        Files.writeString(logging(), logging.replaceAll("level=\"[^\"]*\"", "level=\"DEBUG\""));
    }

    Path config() {
        return folder.resolve("config");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** What libraries would spool goes there. */
    Path temporary() {
        return folder.resolve("tmp");
    }

    private Path logging() {
        return folder.resolve("logback.xml");
    }

    void start() {
        Map<String, String> environment = new HashMap<>(hub.environment());
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary());
        process = HubProcess.runLogging(logging(), environment, "--config", config().toString());
        hub.talkTo(process.ready());
    }

    /** Ends it, with kill -9 or in good order, and keeps its log. */
    void end(boolean kill) {
        if (kill) {
            process.kill();
        } else {
            process.terminate();
            process.exitStatus();
        }
        logs.append(process.errors());
        process.close();
        process = null;
    }

    String logs() {
        return logs.toString();
    }

    /** Every answer of the hub so far, with its headers. */
    String answers() {
        return answers.toString();
    }

    /** A card of an issuer's as its source lists it: its number is in nothing but the sealed card. */
    String card(String number, String issuer, String account) {
        return """
            {"cardRef":"c-1","issuer":"%s","bin":"%s","last4":"%s","brand":"VISA","expiry":"2029-04","status":"ACTIVE",
             "registeredOn":{"deviceId":"ph-1","type":"PHONE","name":"Phone"},"sealedCard":"%s"}""".formatted(issuer, number.substring(0, 6), number.substring(12), sealed(number, account, issuersKey));
    }

    static String sealed(String number, String account, RSAKey key) {
        try {
            JWEObject sealed = new JWEObject(
                    new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                            .keyID(key.getKeyID())
                            .build(),
                    new Payload("""
                        {"pan":"%s","expiry":"2029-04","accountId":"%s","cardRef":"c-1","iat":1763859600}""".formatted(number, account)));
            sealed.encrypt(new RSAEncrypter(key));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A card whose issuer does as told. */
    void issuer(String issuer, String path, Echo echo, String... ends) {
        String number = numbers.of(issuer + ", " + path);
        String account = anAccount();
        lists(account, card(number, issuer, account));
        (issuer.equals("aurora") ? hub.aurora : hub.borealis).answers(account, echo.apply(number));
        begin(issuer + ", " + path, account, ends);
    }

    /** A source that says something else than the list it should; the list is of a card of aurora. */
    void source(String path, Function<String, Function<CardList, Reply>> saying, String... ends) {
        String number = numbers.of("source, " + path);
        String account = anAccount();
        CardList list = CardList.of(account).with(card(number, "aurora", account));
        hub.source.says(account, saying.apply(number).apply(list));
        begin("source, " + path, account, ends);
    }

    /** A source that says in one place of its list what it should not. */
    void inList(String path, String regex, Function<String, String> replacement, String... ends) {
        source(
                path,
                number -> list -> {
                    String text = list.text().replaceFirst(regex, replacement.apply(number));
                    if (text.equals(list.text())) {
                        throw new IllegalArgumentException(regex + " is not in the list");
                    }
                    return Reply.answer(200, text, "Content-Type", "application/json");
                },
                ends);
    }

    void lists(String account, String card) {
        hub.source.says(account, CardList.of(account).with(card).reply());
    }

    /** Registers without waiting; {@link #awaitAll} waits until the card, or without one the registration, is one of these. */
    String begin(String path, String account, String... ends) {
        String registrationId = hub.begin(all(account));
        expect(path, registrationId, ends);
        return registrationId;
    }

    void expect(String path, String registrationId, String... ends) {
        registrations.put(path, registrationId);
        endings.put(path, Set.of(ends));
    }

    /** Waits until every path has come to where it leads. */
    void awaitAll() {
        endings.forEach((path, ends) -> {
            try {
                hub.awaitResource(registrations.get(path), resource -> ends.contains(ending(resource)));
            } catch (RuntimeException late) {
                throw new AssertionError(path + " ended as " + hub.resource(registrations.get(path)), late);
            }
        });
        endings.clear();
    }

    private static String ending(JsonNode resource) {
        return resource.path("cards")
                .path(0)
                .path("status")
                .asText(resource.path("status").asText());
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        hub.closeStubs();
    }
}
