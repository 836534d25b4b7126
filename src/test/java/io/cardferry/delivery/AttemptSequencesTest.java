package io.cardferry.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.LedgerFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where sequences of exchanges lead, on the real ledger: every sequence of up to three outcomes, for every kind of issuer.
 * The table is the specification.
 */
class AttemptSequencesTest {

    /**
     * Row: what is done to a card. Columns: what comes of it. SEND and ASK go on, everything else is the end.
     *
     * <p>A question that is answered "never seen" is not-processed; one that is not answered at all leaves everything as
     * it was, whatever the failure.
     */
    private static final String TABLE = """
        issuer      doing         decided   not-sent      not-processed  unknown       refused
        asked       SEND          APPROVED  SEND          SEND           ASK           DEAD
        asked       ASK           APPROVED  ASK           SEND           ASK           ASK
        repeatable  SEND          APPROVED  SEND          SEND           SEND-IN-DOUBT DEAD
        repeatable  SEND-IN-DOUBT APPROVED  SEND-IN-DOUBT SEND-IN-DOUBT  SEND-IN-DOUBT SEND-IN-DOUBT
        neither     SEND          APPROVED  SEND          SEND           DEAD-IN-DOUBT DEAD
        """;

    private static final List<String> OUTCOMES = List.of("decided", "not-sent", "not-processed", "unknown", "refused");
    private static final Map<String, Map<String, String>> RULES = rules();

    private static LedgerFixture fixture;

    @TempDir
    static Path folder;

    private static Map<String, Map<String, String>> rules() {
        Map<String, Map<String, String>> rules = new HashMap<>();
        TABLE.lines().skip(1).map(line -> line.trim().split("\\s+")).forEach(row -> {
            Map<String, String> next = rules.computeIfAbsent(row[0] + " " + row[1], any -> new HashMap<>());
            for (int i = 0; i < OUTCOMES.size(); i++) {
                next.put(OUTCOMES.get(i), row[2 + i]);
            }
        });
        return rules;
    }

    /** Can be asked, and a repeat is safe or not: asking comes first. Can't be asked, and a repeat is safe or not. */
    private static Map<String, IssuerRules> issuers() {
        RetryPolicy often = new RetryPolicy(Duration.ofMillis(1), 1, Duration.ofMillis(1), 100, Duration.ofHours(1));
        Duration hours = Duration.ofHours(24);
        return Map.of(
                "asked, safe", new IssuerRules(often, true, Duration.ZERO, true, hours),
                "asked, never", new IssuerRules(often, true, Duration.ZERO, false, hours),
                "repeatable", new IssuerRules(often, false, Duration.ZERO, true, hours),
                "neither", new IssuerRules(often, false, Duration.ZERO, false, hours));
    }

    private static String issuerUnderTest;

    @BeforeAll
    static void open() {
        fixture = new LedgerFixture(
                folder,
                new RetryPlan(
                        issuer -> Optional.of(issuers().get(issuerUnderTest)),
                        (issuer, from, to) -> Duration.ZERO,
                        () -> 0.5));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    static Stream<Arguments> sequences() {
        List<List<String>> sequences = new ArrayList<>();
        OUTCOMES.forEach(first -> {
            sequences.add(List.of(first));
            OUTCOMES.forEach(second -> {
                sequences.add(List.of(first, second));
                OUTCOMES.forEach(third -> sequences.add(List.of(first, second, third)));
            });
        });
        return issuers().keySet().stream()
                .sorted()
                .flatMap(issuer -> sequences.stream().map(sequence -> Arguments.of(issuer, sequence)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("sequences")
    void everySequenceEndsWhereTheTableSays(String issuer, List<String> outcomes) {
        issuerUnderTest = issuer;
        String kind = issuer.split(",")[0];
        CardRegistration card = found();
        String doing = "SEND";
        for (int i = 0; i < outcomes.size() && RULES.containsKey(kind + " " + doing); i++) {
            card = doing.equals("ASK") ? asked(card, outcomes.get(i)) : sent(card, outcomes.get(i), i == 0);
            doing = RULES.get(kind + " " + doing).get(outcomes.get(i));
            assertThat(state(card)).as("after %s", outcomes.subList(0, i + 1)).isEqualTo(doing);
        }
    }

    /** What is done next, by the ledger's own word. */
    private static String state(CardRegistration card) {
        return switch (card.status()) {
            case APPROVED -> "APPROVED";
            case DEAD_LETTERED -> card.inDoubt() ? "DEAD-IN-DOUBT" : "DEAD";
            case RETRY_SCHEDULED -> card.inDoubt() ? "?" : due(card) == DueCard.Action.SEND_AGAIN ? "SEND" : "?";
            case IN_DOUBT -> due(card) == DueCard.Action.INQUIRE ? "ASK" : "SEND-IN-DOUBT";
            default -> card.status().name();
        };
    }

    /** On a slow machine the leases of earlier sequences' cards run out meanwhile, and these are due again, too. */
    private static DueCard.Action due(CardRegistration card) {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> LedgerFixture.get(fixture.ledger.cards().takeDueCards("aurora", 10)).stream()
                                .filter(due -> due.card().cardRegistrationId().equals(card.cardRegistrationId()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .action();
    }

    private static CardRegistration found() {
        String account = "acc-" + UUID.randomUUID();
        Registration registration = fixture.accepted(LedgerFixture.request(account, "tv-1", false));
        return fixture.discovered(registration, LedgerFixture.card("c-1"))
                .registration()
                .cards()
                .get(0);
    }

    private static CardRegistration sent(CardRegistration card, String outcome, boolean first) {
        byte[] message = "m".getBytes(StandardCharsets.UTF_8);
        CardRegistration sent = LedgerFixture.get(
                first
                        ? fixture.ledger.cards().recordIntent(card, message, Map.of(), "v1")
                        : fixture.ledger.cards().recordRepeat(current(card)));
        return LedgerFixture.get(fixture.ledger.cards().recordOutcome(sent, outcome(outcome), Duration.ofMillis(5)));
    }

    private static CardRegistration asked(CardRegistration card, String outcome) {
        return LedgerFixture.get(
                fixture.ledger.cards().recordInquiry(current(card), outcome(outcome), Duration.ofMillis(5)));
    }

    private static CardRegistration current(CardRegistration card) {
        return fixture.ledger
                .registrations()
                .find(card.registrationId())
                .orElseThrow()
                .cards()
                .get(0);
    }

    private static Outcome outcome(String word) {
        return switch (word) {
            case "decided" -> Outcome.approved("tok-1");
            case "not-sent" -> Outcome.notSent("connection refused");
            case "not-processed" -> Outcome.notProcessed(Reason.of(ReasonCode.ISSUER_BUSY), null);
            case "unknown" -> Outcome.unknown("response timeout");
            default -> Outcome.refused("HTTP 400");
        };
    }
}
