package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.intake.ProblemCode;
import io.cardferry.issuer.PackChange;
import io.cardferry.postgres.Once;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Replay;
import io.cardferry.registration.Resolution;
import io.cardferry.registration.SourceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists of words in the OpenAPI document: that they are the hub's, and explained. */
@Once
class ApiWordsTest {

    private static final ApiDocument DOCUMENT = ApiDocument.PUBLISHED;

    /** In the classes that write the history, a literal of words with dashes is an event's name. */
    private static final Pattern EVENT = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

    /** A row of a table that explains words. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    static Stream<Arguments> enumerations() {
        return Stream.of(
                arguments("RegistrationStatus", words(RegistrationStatus.values(), Enum::name)),
                arguments("CardStatus", words(CardStatus.values(), Enum::name)),
                arguments("SourceStatus", words(SourceStatus.values(), Enum::name)),
                arguments("DeviceType", words(DeviceType.values(), Enum::name)),
                arguments("OutcomeClass", words(OutcomeClass.values(), OutcomeClass::word)),
                arguments("DeadLetterState", words(DeadLetter.State.values(), Enum::name)),
                arguments("PackChangeKind", words(PackChange.Kind.values(), Enum::name)),
                arguments("ReplayAction", words(Replay.Action.values(), ApiWordsTest::dashed)),
                arguments("ResolvedOutcome", words(Resolution.Outcome.values(), Enum::name)),
                arguments("ReasonCode", words(ReasonCode.values(), ReasonCode::code)),
                arguments("ProblemType", words(ProblemCode.values(), ProblemCode::type)));
    }

    @ParameterizedTest
    @MethodSource("enumerations")
    void everyEnumerationIsTheHubs(String name, List<String> words) {
        assertThat(texts(DOCUMENT.schema(name).path("enum"))).containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    void everyWordIsExplainedThatIsNotPlain() {
        for (String name : List.of(
                "RegistrationStatus",
                "CardStatus",
                "SourceStatus",
                "OutcomeClass",
                "DeadLetterState",
                "ReplayAction",
                "ResolvedOutcome",
                "ReasonCode",
                "ProblemType")) {
            JsonNode schema = DOCUMENT.schema(name);
            List<String> words = texts(schema.path("enum")).stream()
                    .map(word -> word.replace("urn:cardferry:problem:", ""))
                    .toList();

            assertThat(rows(schema)).as(name).isEqualTo(words);
        }
        JsonNode event = DOCUMENT.schema("HistoryEntry").at("/properties/event");
        assertThat(rows(event)).isEqualTo(texts(event.path("examples")));
        assertThat(ProblemCode.values())
                .allSatisfy(code -> assertThat(DOCUMENT.schema("ProblemType")
                                .path("description")
                                .asText())
                        .contains("| `" + code.code() + "` | " + code.status() + " |"));
    }

    @Test
    void itsEventsAreThoseThatTheLedgerWrites() throws IOException {
        List<String> events = texts(DOCUMENT.schema("HistoryEntry").at("/properties/event/examples"));
        StringBuilder writers = new StringBuilder();
        for (String writer : List.of(
                "AcceptanceRecorder",
                "AttemptRecorder",
                "CardConsequences",
                "DeadLetterClosings",
                "DeadLetterReplays",
                "DiscoveryRecorder",
                "EffectlessAnswers",
                "History",
                "MessageRemoval",
                "OpenDeadLetters",
                "Outbox")) {
            writers.append(
                    Files.readString(Path.of("src/main/java/io/cardferry/registration/ledger", writer + ".java")));
        }

        assertThat(EVENT.matcher(writers).results().map(literal -> literal.group(1)))
                .isSubsetOf(events)
                .contains("cards-found");
        assertThat(events).allSatisfy(event -> assertThat(writers).contains("\"" + event + "\""));
    }

    private static String dashed(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> rows(JsonNode schema) {
        return ROW.matcher(schema.path("description").asText())
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static <T> List<String> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).toList();
    }
}
