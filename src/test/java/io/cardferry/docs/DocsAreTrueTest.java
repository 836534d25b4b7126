package io.cardferry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.intake.ProblemCode;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocsAreTrueTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(?:#[^)]*)?\\)");

    /** In the classes that write the history, a literal of words with dashes is an event's name. */
    private static final Pattern EVENT = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

    @Test
    void everyReasonIsDescribed() throws IOException {
        String reasons = Files.readString(Path.of("docs/reasons.md"));

        assertThat(ReasonCode.values())
                .allSatisfy(reason -> assertThat(reasons).contains("| `" + reason.code() + "` |"));
    }

    @Test
    void noReasonIsDescribedThatThereIsNot() throws IOException {
        Matcher rows =
                Pattern.compile("(?m)^\\| `([a-z-]+)` \\|").matcher(Files.readString(Path.of("docs/reasons.md")));

        assertThat(rows.results().map(row -> row.group(1)))
                .containsExactlyInAnyOrder(
                        Arrays.stream(ReasonCode.values()).map(ReasonCode::code).toArray(String[]::new));
    }

    @Test
    void everyProblemAndEveryCardStatusIsDescribed() throws IOException {
        String api = Files.readString(Path.of("docs/api.md"));

        assertThat(ProblemCode.values())
                .allSatisfy(
                        problem -> assertThat(api).contains("| `" + problem.code() + "` | " + problem.status() + " |"));
        assertThat(CardStatus.values()).allSatisfy(status -> assertThat(api).contains("| `" + status + "` |"));
    }

    @Test
    void everyEventThatTheLedgerWritesIsDescribed() throws IOException {
        String api = Files.readString(Path.of("docs/api.md"));
        List<String> events = new ArrayList<>();
        for (String writer : List.of(
                "AttemptRecorder",
                "CardConsequences",
                "DeadLetterClosings",
                "DeadLetterReplays",
                "DiscoveryRecorder",
                "EffectlessAnswers",
                "History",
                "OpenDeadLetters",
                "Outbox")) {
            Path source = Path.of("src/main/java/io/cardferry/registration/ledger", writer + ".java");
            EVENT.matcher(Files.readString(source)).results().forEach(literal -> events.add(literal.group(1)));
        }

        assertThat(events).contains("cards-found", "attempt-ended", "answer-repeated");
        assertThat(events).allSatisfy(event -> assertThat(api).contains("`" + event + "`"));
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<Path> pages = new ArrayList<>(files(Path.of("docs"), ".md"));
        pages.addAll(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
        for (Path page : pages) {
            Path folder = page.toAbsolutePath().getParent();
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                assertThat(folder.resolve(links.group(1)))
                        .as("%s links to it", page)
                        .exists();
            }
        }
    }

    @Test
    void theReadmesTestCommandIsTheOneOfTheBuild() throws IOException {
        List<String> commands = Files.readAllLines(Path.of(".ci/run")).stream()
                .filter(line -> line.startsWith("mvn"))
                .toList();

        assertThat(commands).hasSize(1);
        assertThat(Files.readString(Path.of("README.md"))).contains("\n" + commands.get(0) + "\n");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
