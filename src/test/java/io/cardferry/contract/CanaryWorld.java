package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.canary.CanaryNumbers;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.security.CardSeal;
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

    /** What a source seals for the hub, and how. */
    interface Sealing {
        String seal(CardSeal forHub, String number, String account);
    }

    /** How an issuer that knows the card's number answers about it. */
    interface Echo extends Function<String, Function<Call, Reply>> {}

    final HubFixture hub = new HubFixture();
    final CanaryNumbers numbers = new CanaryNumbers();
    final Map<String, String> registrations = new LinkedHashMap<>();
    private final Map<String, Set<String>> endings = new LinkedHashMap<>();
    private final StringBuffer answers = new StringBuffer();
    private final StringBuffer logs = new StringBuffer();
    private final HubOpenedPacks packs = new HubOpenedPacks();
    private final CardSeal forIssuer = CardSeal.forNobody();
    private CardSeal forHub;
    private final Path folder;
    private HubProcess process;

    CanaryWorld(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(temporary());
            configure();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hub.with("cardferry.data-dir", data().toString())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.sources.phone-wallet.response-timeout", "5s")
                .with("cardferry.sources.phone-wallet.retry.max-attempts", "1");
        hub.with("cardferry.issuers.cirrus.url", packs.cirrus.uri().toString())
                .with("cardferry.issuers.stratus.url", packs.stratus.uri().toString())
                .with("cardferry.issuers.stratus.encryption-key", "stratus.jwk");
        for (String issuer : new String[] {"aurora", "borealis", "cirrus", "stratus", "delta", "cumulus"}) {
            // Two tries that do not come to stand would end a card, and a hub that has just started may be slow.
            hub.with("cardferry.issuers." + issuer + ".connect-timeout", "20s")
                    .with("cardferry.issuers." + issuer + ".response-timeout", "5s")
                    .with("cardferry.issuers." + issuer + ".retry.first-delay", "100ms")
                    .with("cardferry.issuers." + issuer + ".retry.max-delay", "5s")
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
        FileSystemUtils.copyRecursively(packs.config, config());
        for (String issuer : new String[] {"aurora", "cirrus"}) {
            Path mapping = config().resolve("issuers/" + issuer + "/request.jslt");
            Files.writeString(
                    mapping,
                    Files.readString(mapping)
                            .replaceFirst("(?m)^\\{", "if (.card.brand == \"BREAKS\") error(to-json(.)) else {"));
        }
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
        forHub = HubOpenedPacks.sealFor(hub);
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

    /** A card as its source lists it: its number is in nothing but the sealed card. */
    String card(String number, String issuer, String sealed) {
        return """
            {"cardRef":"c-1","issuer":"%s","bin":"%s","last4":"%s","brand":"VISA","expiry":"2029-04","status":"ACTIVE",
             "registeredOn":{"deviceId":"ph-1","type":"PHONE","name":"Phone"},"sealedCard":"%s"}""".formatted(issuer, number.substring(0, 6), number.substring(12), sealed);
    }

    String sealedForIssuer(String number, String account) {
        return sealed(forIssuer, number, account);
    }

    static String sealed(CardSeal seal, String number, String account) {
        return seal.seal(CardSeal.content(number, "2029-04", account, "c-1"));
    }

    /** A card that is sealed for its issuer, which does as told; gives the account. */
    String issuer(String issuer, String path, Echo echo, String... ends) {
        String number = numbers.of(issuer + ", " + path);
        String account = anAccount();
        lists(account, card(number, issuer, sealedForIssuer(number, account)));
        stub(issuer).answers(account, echo.apply(number));
        begin(issuer + ", " + path, account, ends);
        return account;
    }

    /** A card that is sealed for the hub, or should be; its issuer does as told. */
    void opened(String issuer, String path, Sealing sealing, Echo echo, String... ends) {
        String number = numbers.of(issuer + ", " + path);
        String account = anAccount();
        lists(account, card(number, issuer, sealing.seal(forHub, number, account)));
        if (!Set.of("stratus", "delta", "cumulus").contains(issuer)) {
            stub(issuer).answers(account, echo.apply(number));
        }
        begin(issuer + ", " + path, account, ends);
    }

    /** A card whose pack's mapping breaks on it, and says on what. */
    void breaks(String issuer) {
        String number = numbers.of(issuer + ", mapping failure");
        String account = anAccount();
        String sealed = issuer.equals("cirrus") ? sealed(forHub, number, account) : sealedForIssuer(number, account);
        lists(account, card(number, issuer, sealed).replace("VISA", "BREAKS"));
        begin(issuer + ", mapping failure", account, "DEAD_LETTERED");
    }

    StubServer stub(String issuer) {
        return switch (issuer) {
            case "aurora" -> hub.aurora;
            case "borealis" -> hub.borealis;
            case "cirrus" -> packs.cirrus;
            default -> packs.stratus;
        };
    }

    /** A source that says something else than the list it should; the list is of a card of aurora. */
    void source(String path, Function<String, Function<CardList, Reply>> saying, String... ends) {
        String number = numbers.of("source, " + path);
        String account = anAccount();
        CardList list = CardList.of(account).with(card(number, "aurora", sealedForIssuer(number, account)));
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
        packs.close();
    }
}
