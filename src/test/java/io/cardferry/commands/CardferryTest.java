package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardferryTest {

    /** What stands in quotes holds together. */
    private static final String BLANKS = " +(?=(?:[^']*'[^']*')*[^']*$)";

    static Stream<String> commands() {
        Stream<String> onDeadLetters = Stream.of("list", "replay", "resolve", "discard");
        Stream<String> onIssuers = Stream.of("list", "pause", "resume", "reload");
        return Stream.of(
                        Stream.of(
                                "demo",
                                "run",
                                "mocks",
                                "check",
                                "keys",
                                "new-issuer",
                                "register",
                                "show",
                                "search",
                                "dead-letters",
                                "issuers"),
                        onDeadLetters.map(command -> "dead-letters " + command),
                        onIssuers.map(command -> "issuers " + command))
                .flatMap(names -> names);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamples(String command) {
        Console console = Console.run(Map.of(), (command + " --help").split(" "));

        assertThat(console.status()).isZero();
        assertThat(console.out())
                .contains("Usage: cardferry " + command)
                .contains("bin/cardferry " + command)
                .contains("2   wrong usage or wrong configuration");
        assertThat(console.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "66", "72", "80", "100"})
    void helpBreaksItsLinesBetweenWordsOnly(String columns) {
        List<String> words = Stream.of("mocks", "register", "show", "search", "run")
                .flatMap(command -> Stream.of(Console.run(Map.of("COLUMNS", columns), command, "--help")
                        .out()
                        .split("\\s+")))
                .toList();

        assertThat(words)
                .contains("docs/mocks.md", "http://127.0.0.1:8080).", "2026-11-22T10:15:00Z,", "phone-wallet/c-1;")
                .contains("[--url=URL]", "VERIFICATION_REQUIRED,", "(CARDFERRY_LOG_LEVEL=DEBUG");
    }

    @Test
    void whatAnOptionMeansStandsBesideItAndExamplesAreNeverBroken() {
        assertThat(Console.run(Map.of("COLUMNS", "60"), "register", "--help").out())
                .containsPattern("--idempotency-key=KEY The key .*\\R {28}may be");
        assertThat(Console.run(Map.of("COLUMNS", "60"), "run", "--help").out())
                .contains("CARDFERRY_HTTP_PORT=9090 CARDFERRY_DATA_DIR=/var/lib/cardferry \\");
    }

    @Test
    void helpIsReadableInAnyWindow() {
        assertThat(Console.run(Map.of("COLUMNS", "20"), "show", "--help").status())
                .isZero();
        assertThat(Console.run(Map.of("COLUMNS", "300"), "show", "--help").out().lines())
                .allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyExampleOfTheHelpIsUnderstood(String command) {
        String help = Console.run(Map.of(), (command + " --help").split(" ")).out();
        List<String> examples = Pattern.compile("bin/cardferry (" + command + "\\b.*)")
                .matcher(help.substring(help.indexOf("Examples:")).replaceAll("\\\\\\R *", ""))
                .results()
                .map(example -> example.group(1).replaceFirst(" *( [|(]| &&).*", ""))
                .toList();

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> Cardferry.commandLine(new Surroundings(
                                Path.of(""), Map.of(), Console.NO_HUB, Console.NO_PROBLEMS, new StopSignal()))
                        .parseArgs(example.split(BLANKS)));
    }

    @Test
    void anAnswerThatCouldNotBePrintedIsAFailure() {
        StringWriter err = new StringWriter();

        assertThat(versionInto("No space left on device", err)).isEqualTo(1);
        assertThat(err.toString()).contains("No space left on device");
    }

    @Test
    void aReaderThatHasReadEnoughIsNoFailure() {
        StringWriter err = new StringWriter();

        assertThat(versionInto("Broken pipe", err)).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theVersionNamesCardferryAndTheJavaThatRunsIt() {
        Console console = Console.run(Map.of(), "--version");

        assertThat(console.status()).isZero();
        assertThat(console.out())
                .startsWith("cardferry ")
                .contains(Runtime.version().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "regster", "--nonsense", "run extra", "mocks --port=99999", "show\u001b[2J"})
    void wrongUsageIsOneLineWithAHintAndStatusTwo(String line) {
        Console console = Console.run(Map.of(), line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err().lines()).hasSize(1);
        assertThat(console.err()).contains("--help").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bogus                              | unknown command 'bogus'; they are demo, run, mocks
            regster --all                      | unknown command 'regster'; did you mean register?
            shwo                               | unknown command 'shwo'; did you mean show?
            register --acount acc-1            | unknown option '--acount'; did you mean --account?
            register --acount=4111111111111111 | unknown option '--acount'; did you mean --account?
            search --card-state=APPROVED       | unknown option '--card-state'; did you mean --card-status?
            show --jsno                        | unknown option '--jsno'; did you mean --json?
            run --colour                       | unknown option '--colour' (see
            --nonsense                         | unknown option '--nonsense' (see
            register --account a --device-id d --device-type TV --all --ref c-1 | --all, --ref=REF are mutually exclusive
            register --account a --device-id d --device-type TV | Missing required argument
            """)
    void wrongUsageNamesWhatIsWrongAndWhatWasProbablyMeant(String line, String told) {
        Console console = Console.run(Map.of(), line.split(" "));

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).startsWith("cardferry: " + told).doesNotContain("4111111111111111");
        assertThat(console.err().lines()).hasSize(1);
    }

    @Test
    void aLogLevelThatDoesNotExistIsStatusTwo() {
        Console console = Console.run(Map.of("CARDFERRY_LOG_LEVEL", "LOUD"), "check");

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).contains("CARDFERRY_LOG_LEVEL=LOUD");
        assertThat(console.err().lines()).hasSize(1);
    }

    private static int versionInto(String brokenWith, StringWriter err) {
        StandardOutput broken = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(brokenWith);
            }
        });
        Surroundings surroundings =
                new Surroundings(Path.of(""), Map.of(), Console.NO_HUB, Console.NO_PROBLEMS, new StopSignal());
        return Cardferry.run(surroundings, broken, new PrintWriter(err, true), "--version");
    }
}
