package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.copyOf;
import static io.cardferry.issuer.PackFixture.copyOfAurora;
import static io.cardferry.issuer.PackFixture.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.delivery.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackLoaderTest {

    @TempDir
    Path issuers;

    @Test
    void theShippedPackIsReadAsItIsWritten() {
        IssuerPack aurora = PackFixture.aurora();

        assertThat(aurora.name()).isEqualTo("Aurora Bank");
        assertThat(aurora.bins()).containsExactly(new BinRange(6, 411111, 411111), new BinRange(8, 40000000, 40009999));
        assertThat(http(aurora).url()).isEqualTo(URI.create("http://127.0.0.1:18080/aurora"));
        assertThat(aurora.transport().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(aurora.transport().responseTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(http(aurora).headers().keySet()).containsExactly("Idempotency-Key", "X-Correlation-Id");
        assertThat(aurora.inquiry().orElseThrow())
                .isEqualTo(new Inquiry(
                        Optional.of(new Inquiry.Address("GET", new Template("/card-registrations/{requestId}"))),
                        Duration.ZERO));
        assertThat(aurora.repeat()).isEqualTo(Repeat.SAFE);
        assertThat(aurora.remembers()).isEqualTo(Duration.ofHours(24));
        assertThat(aurora.retry())
                .isEqualTo(new RetryPolicy(Duration.ofSeconds(2), 2, Duration.ofMinutes(15), 12, Duration.ofHours(24)));
        assertThat(aurora.concurrency()).isEqualTo(64);
    }

    @Test
    void theConfigurationOverridesSettings() {
        copyOfAurora(issuers, "aurora");
        Map<String, String> values = Map.of(
                "url", "https://bank.example/api/",
                "connect-timeout", "500ms",
                "response-timeout", "1m",
                "retry.first-delay", "1s",
                "retry.multiplier", "1.5",
                "retry.max-delay", "5m",
                "retry.max-attempts", "3",
                "retry.max-age", "1h",
                "inquiry.not-before", "30s");

        IssuerPack pack =
                load((id, key) -> Optional.ofNullable(values.get(key))).get(0);

        assertThat(http(pack).url()).isEqualTo(URI.create("https://bank.example/api"));
        assertThat(pack.transport().connectTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(pack.transport().responseTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(pack.retry())
                .isEqualTo(new RetryPolicy(Duration.ofSeconds(1), 1.5, Duration.ofMinutes(5), 3, Duration.ofHours(1)));
        assertThat(pack.inquiry().orElseThrow().notBefore()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retry.max-attempts | many  | "many" is not a whole number from 1 to 1000
            retry.max-attempts | 0     | "0" is not a whole number from 1 to 1000
            retry.multiplier   | 0.5   | "0.5" is not a number from 1 to 100
            connect-timeout    | 2 s   | "2 s" is not a duration: a whole number and a unit, as 500ms, 2s, 15m, 24h or 30d
            response-timeout   | 0s    | 0s is out of range; it is from 1ms to 5m
            retry.max-delay    | 1ms   | "1ms" is shorter than first-delay (2s); make it at least that
            retry.first-delay  | 1h    | "1h" is longer than max-delay (15m); make it at most that
            retry.max-age      | 25h   | "25h" is longer than the issuer remembers (1d); make it at most that
            url                | ftp:x | "ftp:x" is not an absolute http or https URL without query and fragment
            enabled            | yes   | "yes" is not allowed; allowed is true, false
            """)
    void aWrongOverrideIsNamedByItsKey(String key, String value, String what) {
        copyOfAurora(issuers, "aurora");

        List<String> lines = problems((id, asked) -> asked.equals(key) ? Optional.of(value) : Optional.empty());

        assertThat(lines).containsExactly("cardferry.issuers.aurora." + key + ": " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            remembers: 24h         | rememberz: 24h           | / | the key "rememberz" is unknown; the nearest is 'remembers' (known are answers,
            type: http             | type: udp                | /transport/type | "udp" is not allowed; allowed is http, tcp, jms
            format: json           | format: edi              | /format | "edi" is not allowed; allowed is json, xml
            sealed-card-key: issuer| sealed-card-key: both    | /sealed-card-key | "both" is not allowed; allowed is issuer, hub
            protection: none       | protection: tls          | /protection | "tls" is not allowed; allowed is none, jwe
            repeat: safe           | repeat: often            | /repeat | "often" is not allowed; allowed is safe, never
            answers: {}            | answers: {"409": fine}   | /answers/409 | "fine" is not allowed; allowed is decided, not-processed, unknown, refused
            answers: {}            | answers: {"4x9": unknown}| /answers | the key "4x9" is not an HTTP status from 100 to 599
            id: aurora             | id: Aurora               | /id | "Aurora" is not the name of its folder
            id: aurora             | id: boreas               | /id | "boreas" is not the name of its folder, 'aurora'
            connect-timeout: 2s    | connect-timeout: 2       | /transport/connect-timeout | "2" is not a duration
            "411111"               | 411111                   | /cards/bins/0 | write it in quotes
            "411111"               | "41111"                  | /cards/bins/0 | "41111" is not a BIN prefix of 6 to 8 digits
            "411111"               | "411111-4111119"         | /cards/bins/0 | has ends of different length
            "411111"               | "411119-411111"          | /cards/bins/0 | ends before it begins
            path: /card-registrations/{requestId} | path: /x/{cardRef} | /inquiry/path | "/x/{cardRef}" has an unknown placeholder; known are {requestId}, {registrationId}, {requestorId}
            "{registrationId}"     | "{account.id}"           | /transport/request/headers/X-Correlation-Id | has an unknown placeholder
            X-Correlation-Id       | idempotency-key          | /transport/request/headers/idempotency-key | the header is given twice
            X-Correlation-Id       | Authorization            | /transport/request/headers/Authorization | is not the pack's to set
            X-Correlation-Id       | CamelHttpPath            | /transport/request/headers/CamelHttpPath | is not the pack's to set
            remembers: 24h         | remembers: 12h           | /retry/max-age | "24h" is longer than the issuer remembers (12h)
            max-delay: 15m         | max-delay: 1s            | /retry/first-delay | "2s" is longer than max-delay (1s); make it at most that
            answer: answer.jslt    | answer: other.jslt       | /mapping/answer | there is no file
            answer: answer.jslt    | answer: answer.xsl       | /mapping/answer | "answer.xsl" is not a .jslt file, as mappings of the format 'json' are
            answer: answer.jslt    | answer: ../answer.jslt   | /mapping/answer | is not the name of a .jslt or .xsl file in the pack's folder
            repeat: safe           | ''                       | / | the key 'repeat' is missing; allowed is safe, never
            connect-timeout: 2s    | ''                       | /transport | the key 'connect-timeout' is missing; it is a duration: a whole number and a unit, as 500ms
            name: Aurora Bank      | 'name: "Aurora\\u0007"' | /name | without control characters
            not-before: 0s         | not-before: 24h          | /inquiry/not-before | "1d" leaves no time to ask
            """)
    void aMistakeInTheFileIsOneLineWithPlaceAndWhatIsAllowed(String from, String to, String pointer, String what) {
        Path file = copyOfAurora(issuers, "aurora").resolve("issuer.yaml");
        edit(file, from, to);

        List<String> lines = problems(PackOverrides.NONE);

        assertThat(lines).singleElement().asString().startsWith(file + ": " + pointer + ": ");
        assertThat(lines).singleElement().asString().contains(what).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            format: json | format: [json          | 3
            format: json | 'format: json\tx: y: z'| 2
            format: json | 'repeat: never'        | 3
            """)
    void textThatIsNoYamlAndADoubledKeyAreOneLineWithTheFileAndItsLine(String from, String to, int minimumLine) {
        Path file = copyOfAurora(issuers, "aurora").resolve("issuer.yaml");
        edit(file, from, to);

        List<String> lines = problems(PackOverrides.NONE);

        assertThat(lines).singleElement().asString().matches("\\Q" + file + "\\E:[0-9]+: .+");
        int line =
                Integer.parseInt(lines.get(0).substring((file + ":").length()).split(":")[0]);
        assertThat(line).isGreaterThanOrEqualTo(minimumLine);
    }

    @Test
    void aMappingThatDoesNotCompileNamesItsFileAndLine() throws IOException {
        Path folder = copyOfAurora(issuers, "aurora");
        Files.writeString(folder.resolve("request.jslt"), "{\n  \"requestId\": .requestId,\n  \"x\": nope(.a)\n}\n");

        assertThat(problems(PackOverrides.NONE))
                .containsExactly(folder.resolve("request.jslt") + ":3: No such function: 'nope'");
    }

    @Test
    void aPackInXmlIsReadAsItIsWritten() {
        IssuerPack borealis = PackFixture.borealis();

        assertThat(borealis.format().contentType()).isEqualTo("application/xml; charset=UTF-8");
        assertThat(borealis.inquiry()).isEmpty();
        assertThat(borealis.repeat()).isEqualTo(Repeat.SAFE);
        assertThat(http(borealis).url()).isEqualTo(URI.create("http://127.0.0.1:18080/borealis"));
    }

    @Test
    void aStylesheetThatDoesNotCompileNamesItsFileAndLine() {
        Path folder = copyOf("borealis", issuers, "borealis");
        edit(folder.resolve("answer.xsl"), "<requestId>{MessageId}<", "<requestId>{MessageId +}<");

        assertThat(problems(PackOverrides.NONE))
                .singleElement()
                .asString()
                .startsWith(folder.resolve("answer.xsl") + ":")
                .contains("Unexpected token")
                .doesNotContain("\n");
    }

    @Test
    void theMappingsOfAPackInXmlAreStylesheets() {
        Path file = copyOf("borealis", issuers, "borealis").resolve("issuer.yaml");
        edit(file, "request: request.xsl", "request: request.jslt");

        assertThat(problems(PackOverrides.NONE))
                .containsExactly(
                        file + ": /mapping/request: \"request.jslt\" is not a .xsl file, as mappings of the format "
                                + "'xml' are");
    }

    @Test
    void aMappingCanNotImportAnything() throws IOException {
        Path folder = copyOfAurora(issuers, "aurora");
        Files.writeString(folder.resolve("request.jslt"), "import \"logback.xml\" as l {}");

        assertThat(problems(PackOverrides.NONE)).singleElement().asString().contains("imports are not supported");
    }

    @Test
    void theMistakesOfAllPacksAreNamedAtOnceAlsoOfThoseThatAreNotEnabled() {
        Path one = copyOfAurora(issuers, "one").resolve("issuer.yaml");
        Path two = copyOfAurora(issuers, "two").resolve("issuer.yaml");
        edit(one, "format: json", "format: edi");
        edit(two, "repeat: safe", "repeat: maybe");
        edit(two, "type: http", "type: udp");

        List<String> lines = problems((id, key) -> key.equals("enabled") ? Optional.of("false") : Optional.empty());

        assertThat(lines).hasSize(3);
        assertThat(lines).anyMatch(line -> line.startsWith(one.toString()));
        assertThat(lines).anyMatch(line -> line.startsWith(two + ": /repeat"));
        assertThat(lines).anyMatch(line -> line.startsWith(two + ": /transport/type"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: digest}                     | /type | "digest" is not allowed; allowed is none, basic, bearer, api-key
            {type: api-key}                    | '' | "api-key" needs the key 'header', the name of the header
            {type: api-key, header: "X Key"}   | /header | "X Key" is not the name of the header that holds the API key
            {type: api-key, header: Cookie}    | '' | a header of this name can't hold an API key
            {type: api-key, header: x-correlation-id} | '' | the header x-correlation-id is one of the request's own headers too
            {type: bearer, header: X-Key}      | '' | "bearer" takes no key 'header'
            {type: bearer}                     | '' | "bearer" needs cardferry.issuers.aurora.authentication.token; set it from outside
            {client-certificate: yes please}   | /client-certificate | "yes please" is not true or false
            {client-certificate: true}         | '' | "none" with a client certificate needs cardferry.issuers.aurora.authentication.keystore.path and
            {type: basic, password: canary}    | '' | the key "password" is unknown; the nearest is 'header' (known are client-certificate, header, type); user, password, token
            basic                              | '' | "basic" is not a mapping: how we say who we are
            """)
    void aMistakeInTheAuthenticationIsOneLineWithPlaceAndWhatIsAllowed(String written, String below, String what) {
        Path file = copyOfAurora(issuers, "aurora").resolve("issuer.yaml");
        edit(file, "  connect-timeout: 2s", "  authentication: " + written + "\n  connect-timeout: 2s");

        List<String> lines = problems(PackOverrides.NONE);

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith(file + ": /transport/authentication" + below + ": " + what);
        assertThat(lines).singleElement().asString().doesNotContain("\n", "canary");
    }

    @Test
    void aSecretThatThePackDoesNotAskForIsNamedByItsKeyAlone() {
        copyOfAurora(issuers, "aurora");

        assertThat(problems((id, key) -> key.equals("authentication.token") ? Optional.of("canary") : Optional.empty()))
                .singleElement()
                .asString()
                .contains("\"none\" has no use for cardferry.issuers.aurora.authentication.token")
                .doesNotContain("canary");
    }

    @Test
    void aPackThatIsNotEnabledNeedsNoSecretsYet() {
        Path file = copyOfAurora(issuers, "aurora").resolve("issuer.yaml");
        edit(file, "  connect-timeout: 2s", "  authentication: {type: bearer}\n  connect-timeout: 2s");

        assertThat(load((id, key) -> key.equals("enabled") ? Optional.of("false") : Optional.empty()))
                .isEmpty();
        assertThat(problems(PackOverrides.NONE)).hasSize(1);
    }

    @Test
    void aPackThatIsNotEnabledIsNotLoaded() {
        copyOfAurora(issuers, "aurora");

        assertThat(load((id, key) -> key.equals("enabled") ? Optional.of("false") : Optional.empty()))
                .isEmpty();
        assertThat(PackLoader.ids(issuers)).containsExactly("aurora");
    }

    @Test
    void packsThatClaimTheSameBinsAreNamedBoth() {
        copyOfAurora(issuers, "one");
        edit(copyOfAurora(issuers, "two").resolve("issuer.yaml"), ", \"40000000-40009999\"", "");

        assertThat(problems(PackOverrides.NONE))
                .containsExactly("the BINs 411111 of one and 411111 of two overlap; "
                        + "let one of them end before, or make the narrower one longer");
    }

    @Test
    void anInquiryThatThePackDoesNotHaveCanNotBeOverridden() {
        Path file = copyOfAurora(issuers, "aurora").resolve("issuer.yaml");
        edit(file, "inquiry:\n  method: GET\n  path: /card-registrations/{requestId}\n  not-before: 0s", "#");

        assertThat(load(PackOverrides.NONE).get(0).inquiry()).isEmpty();
        assertThat(problems((id, key) -> key.startsWith("inquiry") ? Optional.of("1s") : Optional.empty()))
                .containsExactly(
                        "cardferry.issuers.aurora.inquiry.not-before: " + file + " has no inquiry; remove the key");
    }

    @Test
    void aWrongOverrideIsToldWithWhereItWasSet() {
        copyOfAurora(issuers, "aurora");
        PackOverrides fromOutside = new PackOverrides() {
            @Override
            public Optional<String> value(String issuer, String key) {
                return key.equals("url") ? Optional.of("tcp://bank.example:9000") : Optional.empty();
            }

            @Override
            public Optional<String> place(String issuer, String key) {
                return Optional.of("environment variable CARDFERRY_ISSUERS_AURORA_URL");
            }
        };

        assertThat(problems(fromOutside))
                .singleElement()
                .asString()
                .startsWith("environment variable CARDFERRY_ISSUERS_AURORA_URL: cardferry.issuers.aurora.url: "
                        + "\"tcp://bank.example:9000\" ");
    }

    @Test
    void quotesAreAskedForOnlyWhereTheyAreAllThatIsMissing() {
        Path file = copyOfAurora(issuers, "aurora").resolve("issuer.yaml");
        edit(file, "connect-timeout: 2s", "connect-timeout: 30");

        assertThat(problems(PackOverrides.NONE))
                .containsExactly(file + ": /transport/connect-timeout: \"30\" is not a duration: a whole number and a "
                        + "unit, as 500ms, 2s, 15m, 24h or 30d");
    }

    @Test
    void aPasswordInAUrlIsRefusedAndNotRepeated() {
        copyOfAurora(issuers, "aurora");

        for (String url : List.of("http://user:geheim@bank.example/", "http://user:geheim @bank.example/")) {
            List<String> lines = problems((id, key) -> key.equals("url") ? Optional.of(url) : Optional.empty());

            assertThat(lines).singleElement().asString().doesNotContain("geheim");
        }
    }

    @Test
    void everyChangeOfAFileIsANewVersionAndLeftoversOfEditorsAreNone() throws IOException {
        Path folder = copyOfAurora(issuers, "aurora");
        String first = load(PackOverrides.NONE).get(0).version();
        Files.writeString(folder.resolve(".request.jslt.swp"), "x");
        String untouched = load(PackOverrides.NONE).get(0).version();
        edit(folder.resolve("request.jslt"), "ACCOUNT_ON_FILE", "ACCOUNT_ON_TAPE");
        String changed = load(PackOverrides.NONE).get(0).version();
        Files.move(folder.resolve("samples/declined"), folder.resolve("samples/no"));
        String renamed = load(PackOverrides.NONE).get(0).version();

        assertThat(first).matches("[0-9a-f]{8}").isEqualTo(untouched);
        assertThat(List.of(first, changed, renamed)).doesNotHaveDuplicates();
    }

    @Test
    void aFolderWithoutIssuerYamlAndAMissingFolderAreOneLineEach() throws IOException {
        Files.createDirectory(issuers.resolve("empty"));

        assertThat(problems(PackOverrides.NONE))
                .containsExactly("there is no file " + issuers.resolve("empty/issuer.yaml"));
        PackException none = catchThrowableOfType(
                PackException.class, () -> PackLoader.load(issuers.resolve("nowhere"), PackOverrides.NONE));
        assertThat(none.lines()).singleElement().asString().startsWith(issuers.resolve("nowhere") + ": can't be read");
    }

    private List<IssuerPack> load(PackOverrides overrides) {
        return PackLoader.load(issuers, overrides);
    }

    private List<String> problems(PackOverrides overrides) {
        return catchThrowableOfType(PackException.class, () -> load(overrides)).lines();
    }

    private static HttpTransport http(IssuerPack pack) {
        return (HttpTransport) pack.transport();
    }
}
