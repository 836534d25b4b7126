package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.FixedPorts;
import io.cardferry.app.CheckReport;
import io.cardferry.app.ConfigurationInspection;
import io.cardferry.app.Hub;
import io.cardferry.mocks.MockWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

class NewIssuerCommandTest {

    private static final Map<String, String> OPTIONS_BY_ISSUER = Map.of(
            "json-bank", "--format=json",
            "json-bank-of-the-hub", "--format=json --sealed-card-key=hub",
            "xml-bank", "--format=xml --sealed-card-key=issuer",
            "xml-bank-of-the-hub", "--format=xml --sealed-card-key=hub",
            "record-bank", "--format=fixed-length",
            "iso-bank", "--format=iso8583 --sealed-card-key=hub",
            "iso-bank-over-tcp", "--format=iso8583 --transport=tcp",
            "record-bank-over-jms", "--format=fixed-length --transport=jms");

    @TempDir
    private Path home;

    @BeforeEach
    void installation() throws IOException {
        for (String part : List.of("config", "mocks", "routes", "skeletons")) {
            FileSystemUtils.copyRecursively(Path.of(part), home.resolve(part));
        }
    }

    @Test
    void everySkeletonPassesCheckAndRegistersACardWithTheMocksAtOnce() throws Exception {
        OPTIONS_BY_ISSUER.forEach((id, options) ->
                assertThat(run((id + " " + options).split(" ")).status()).isZero());

        int tcp = FixedPorts.next();
        edit(home.resolve("mocks/iso-bank-over-tcp.camel.yaml"), "18083", String.valueOf(tcp));
        CheckReport report = new ConfigurationInspection().check(home, home.resolve("config"), Map.of());
        assertThat(report.problems()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.packs()).extracting(CheckReport.Pack::id).containsAll(OPTIONS_BY_ISSUER.keySet());
        try (MockWorld world = MockWorld.start(home, 0);
                var hub = Hub.start(home, home.resolve("config"), Map.of(), settings(world, tcp))) {
            world.sealForHub(hub.address());
            for (String id : OPTIONS_BY_ISSUER.keySet()) {
                Console registered = Console.run(
                        Map.of(),
                        "register --device-id=tv-1 --device-type=TV --all --wait=30 --account=acc-%s --url=%s"
                                .formatted(id, hub.address())
                                .split(" "));
                assertThat(registered.out()).containsPattern("VISA 1111 +" + id + " +APPROVED");
            }
        }
    }

    private Map<String, String> settings(MockWorld world, int tcp) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("cardferry.http.port", "0");
        settings.put("cardferry.jms.enabled", "false");
        settings.put("cardferry.data-dir", home.resolve("data").toString());
        settings.put("cardferry.sources.phone-wallet.url", world.phoneWallet().toString());
        OPTIONS_BY_ISSUER
                .keySet()
                .forEach(id -> settings.put("cardferry.issuers." + id + ".url", world.base() + "/" + id));
        // This hub has no broker of its own.
        settings.put("cardferry.issuers.delta.url", world.deltaBroker().toString());
        settings.put("cardferry.issuers.iso-bank-over-tcp.url", "tcp://127.0.0.1:" + tcp);
        settings.put(
                "cardferry.issuers.record-bank-over-jms.url",
                world.deltaBroker().toString());
        return settings;
    }

    private static void edit(Path file, String from, String to) throws IOException {
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    @Test
    void saysWhatItWroteAndWhatToDoNext() {
        Console console = run("new-bank", "--format=json", "--name=Bank für Neues");

        assertThat(console.status()).isZero();
        assertThat(console.out())
                .contains("config/issuers/new-bank, mocks/new-bank.accounts.yaml, mocks/new-bank.camel.yaml")
                .contains("bin/cardferry check")
                .contains("register --account acc-new-bank");
        assertThat(console.out().lines()).hasSize(4);
        assertThat(home.resolve("config/issuers/new-bank/issuer.yaml"))
                .content()
                .contains("name: \"Bank für Neues\"");
        assertThat(filesWith("my-bank")).isEmpty();
        assertThat(filesWith("My Bank")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--format=json, 'bin/cardferry mocks,'",
        "--format=json --sealed-card-key=HUB, 'bin/cardferry mocks --hub http://127.0.0.1:8080,'",
        "--format=fixed-length, 'bin/cardferry mocks --hub http://127.0.0.1:8080,'"
    })
    void whereTheHubOpensTheCardsTheMocksAreToldWhichHub(String options, String mocks) {
        Console console = run(("new-bank " + options).split(" "));

        assertThat(console.out()).contains("see it    " + mocks);
    }

    @Test
    void anotherConfigurationFolderIsWrittenToAndNamedInWhatToDoNext() throws IOException {
        Path config = Files.createDirectories(home.resolve("etc/cardferry"));

        Console console = run("new-bank", "--format=xml", "--config=" + config);

        assertThat(config.resolve("issuers/new-bank/request.xsl")).exists();
        assertThat(console.out()).contains("bin/cardferry check --config " + config);
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws IOException {
        Files.writeString(home.resolve("mocks/half-bank.accounts.yaml"), "accounts: []");

        for (String id : List.of("aurora", "half-bank", "answer")) {
            Console console = run(id, "--format=json");
            assertThat(console.status()).isEqualTo(2);
            assertThat(console.err())
                    .contains("is there already, and nothing was written")
                    .hasLineCount(1);
        }
        assertThat(home.resolve("config/issuers/half-bank")).doesNotExist();
        assertThat(home.resolve("mocks/half-bank.camel.yaml")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            New --format=json                       | "New" is not allowed: ID is a small letter
            ../up --format=json                     | "../up" is not allowed: ID is
            new --format=json --name=a"b            | "a"b" is not allowed: --name is
            new --format=morse                      | there is no skeleton for --format morse --transport http; there is --format
            new --format=json --transport=pigeon    | there is no skeleton for --format json --transport pigeon; there is --format
            new --format=json --sealed-card-key=mine | there is no skeleton for --format json --transport http --sealed-card-key mine; there is issuer, hub
            new --format=iso8583 --sealed-card-key=issuer | there is no skeleton for --format iso8583 --transport http --sealed-card-key issuer; there is hub
            """)
    void whatCantBeIsOneLineThatSaysWhatCan(String arguments, String told) {
        Console console = run(arguments.split(" "));

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).startsWith("cardferry: " + told).hasLineCount(1);
    }

    private Console run(String... arguments) {
        Surroundings surroundings =
                new Surroundings(home, Map.of(), Console.NO_HUB, Console.NO_PROBLEMS, new StopSignal());
        return Console.run(
                surroundings,
                Stream.concat(Stream.of("new-issuer"), Stream.of(arguments)).toArray(String[]::new));
    }

    private List<Path> filesWith(String text) {
        try (Stream<Path> files =
                Stream.concat(Files.walk(home.resolve("config")), Files.walk(home.resolve("mocks")))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
