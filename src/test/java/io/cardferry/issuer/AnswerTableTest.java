package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.ReasonCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The default table of docs/adding-an-issuer.md, over every status that HTTP has. */
class AnswerTableTest {

    private static final Set<Integer> UNKNOWN_4XX = Set.of(408, 409, 425);
    private static final Set<Integer> NOT_PROCESSED_4XX = Set.of(401, 403, 404, 405, 429);

    private final AnswerTable safe = new AnswerTable(Map.of(), Repeat.SAFE);
    private final AnswerTable never = new AnswerTable(Map.of(), Repeat.NEVER);

    @Test
    void only200And201AreReadForADecision() {
        assertThat(statuses(safe, OutcomeClass.DECIDED)).containsExactly(200, 201);
    }

    @Test
    void notProcessedIsWhatSaysSoAnd503OnlyIfARepeatIsSafe() {
        assertThat(statuses(safe, OutcomeClass.NOT_PROCESSED)).containsExactly(401, 403, 404, 405, 429, 503);
        assertThat(statuses(never, OutcomeClass.NOT_PROCESSED)).containsExactly(401, 403, 404, 405, 429);
    }

    @Test
    void refusedIsEveryOther4xx() {
        Set<Integer> others = IntStream.rangeClosed(400, 499)
                .boxed()
                .filter(status -> !UNKNOWN_4XX.contains(status) && !NOT_PROCESSED_4XX.contains(status))
                .collect(Collectors.toSet());

        assertThat(statuses(safe, OutcomeClass.REFUSED)).containsExactlyInAnyOrderElementsOf(others);
        assertThat(statuses(never, OutcomeClass.REFUSED)).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void everythingElseIsUnknown() {
        assertThat(statuses(safe, OutcomeClass.UNKNOWN))
                .contains(100, 199, 202, 204, 206, 299, 300, 301, 302, 304, 307, 399, 408, 409, 425, 500, 502, 504, 599)
                .hasSize(500 - 2 - 6 - 92);
        assertThat(statuses(never, OutcomeClass.UNKNOWN)).contains(503).hasSize(500 - 2 - 5 - 92);
    }

    @Test
    void noAnswerMeansThatNothingWasSent() {
        assertThat(statuses(safe, OutcomeClass.NOT_SENT)).isEmpty();
    }

    @Test
    void aPackOverridesSingleStatuses() {
        AnswerTable table =
                new AnswerTable(Map.of(409, OutcomeClass.DECIDED, 503, OutcomeClass.NOT_PROCESSED), Repeat.NEVER);

        assertThat(table.classOf(409)).isEqualTo(OutcomeClass.DECIDED);
        assertThat(table.classOf(503)).isEqualTo(OutcomeClass.NOT_PROCESSED);
        assertThat(table.classOf(425)).isEqualTo(OutcomeClass.UNKNOWN);
    }

    @Test
    void lackingAccessIsToldFromABusyIssuer() {
        assertThat(IntStream.of(401, 403, 404, 405).mapToObj(safe::reasonOfNotProcessed))
                .containsOnly(ReasonCode.ISSUER_ACCESS);
        assertThat(IntStream.of(429, 503).mapToObj(safe::reasonOfNotProcessed)).containsOnly(ReasonCode.ISSUER_BUSY);
    }

    private static Set<Integer> statuses(AnswerTable table, OutcomeClass outcomeClass) {
        return IntStream.rangeClosed(100, 599)
                .boxed()
                .filter(status -> table.classOf(status) == outcomeClass)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
