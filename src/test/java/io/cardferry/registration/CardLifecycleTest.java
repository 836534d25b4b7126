package io.cardferry.registration;

import static io.cardferry.registration.CardStatus.APPROVED;
import static io.cardferry.registration.CardStatus.DEAD_LETTERED;
import static io.cardferry.registration.CardStatus.DECLINED;
import static io.cardferry.registration.CardStatus.IN_DOUBT;
import static io.cardferry.registration.CardStatus.RETRY_SCHEDULED;
import static io.cardferry.registration.CardStatus.SUBMITTING;
import static io.cardferry.registration.CardStatus.VERIFICATION_REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CardLifecycleTest {

    /** Row: from. Column: to, in the order of the enumeration. x: may follow. */
    private static final String MAY_FOLLOW = """
                              PEND SUBM RETR DOUB VERI APPR DECL REJE DEAD DISC
        PENDING               .    x    x    .    .    .    .    x    x    .
        SUBMITTING            .    .    x    x    x    x    x    .    x    .
        RETRY_SCHEDULED       .    x    .    .    x    x    x    x    x    .
        IN_DOUBT              .    x    x    .    x    x    x    .    x    .
        VERIFICATION_REQUIRED .    .    .    .    .    .    .    .    .    .
        APPROVED              .    .    .    .    .    .    .    .    .    .
        DECLINED              .    .    .    .    .    .    .    .    .    .
        REJECTED              .    .    .    .    .    .    .    .    .    .
        DEAD_LETTERED         .    .    x    x    x    x    x    .    .    x
        DISCARDED             .    .    .    .    .    .    .    .    .    .
        """;

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        MAY_FOLLOW.lines().skip(1).forEach(line -> {
            String[] row = line.trim().split("\\s+");
            for (CardStatus to : CardStatus.values()) {
                pairs.add(Arguments.of(CardStatus.valueOf(row[0]), to, row[1 + to.ordinal()].equals("x")));
            }
        });
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("pairs")
    void onlyWhatStandsInTheTableMayFollow(CardStatus from, CardStatus to, boolean mayFollow) {
        assertThat(CardLifecycle.allows(from, to)).isEqualTo(mayFollow);
        if (mayFollow) {
            assertThatNoException().isThrownBy(() -> CardLifecycle.require(from, to));
        } else {
            assertThatIllegalStateException()
                    .isThrownBy(() -> CardLifecycle.require(from, to))
                    .withMessage("a card registration that is " + from + " never becomes " + to);
        }
    }

    @Test
    void theTableHoldsEveryPair() {
        assertThat(pairs()).hasSize(CardStatus.values().length * CardStatus.values().length);
    }

    static Stream<Arguments> outcomes() {
        Outcome verification = Outcome.verificationRequired(null, List.of());
        Outcome notProcessed = Outcome.notProcessed(Reason.of(ReasonCode.ISSUER_BUSY), null);
        return Stream.of(
                // no attempt was unknown
                Arguments.of(false, Outcome.approved("tok-1"), APPROVED),
                Arguments.of(false, Outcome.declined("05"), DECLINED),
                Arguments.of(false, verification, VERIFICATION_REQUIRED),
                Arguments.of(false, Outcome.notSent("connection refused"), RETRY_SCHEDULED),
                Arguments.of(false, notProcessed, RETRY_SCHEDULED),
                Arguments.of(false, Outcome.unknown("HTTP 500"), IN_DOUBT),
                Arguments.of(false, Outcome.refused("HTTP 400"), DEAD_LETTERED),
                // an earlier attempt was unknown
                Arguments.of(true, Outcome.approved("tok-1"), APPROVED),
                Arguments.of(true, Outcome.declined("05"), DECLINED),
                Arguments.of(true, verification, VERIFICATION_REQUIRED),
                Arguments.of(true, Outcome.notSent("connection refused"), IN_DOUBT),
                Arguments.of(true, notProcessed, IN_DOUBT),
                Arguments.of(true, Outcome.unknown("HTTP 500"), IN_DOUBT),
                Arguments.of(true, Outcome.refused("HTTP 400"), IN_DOUBT));
    }

    @ParameterizedTest(name = "in doubt {0}, {1}: {2}")
    @MethodSource("outcomes")
    void anOutcomeLeadsWhereTheTableSaysAndDoubtSticks(boolean inDoubt, Outcome outcome, CardStatus status) {
        assertThat(CardLifecycle.after(inDoubt, outcome)).isEqualTo(status);
        assertThat(CardLifecycle.allows(SUBMITTING, status)).isTrue();
    }

    @Test
    void doubtEndsInASequenceOfAttemptsOnlyWithADecision() {
        boolean inDoubt = false;
        List<CardStatus> course = new ArrayList<>();
        for (Outcome outcome : List.of(
                Outcome.notSent("connection refused"),
                Outcome.unknown("response timeout"),
                Outcome.notSent("connection refused"),
                Outcome.refused("HTTP 400"),
                Outcome.approved("tok-1"))) {
            CardStatus status = CardLifecycle.after(inDoubt, outcome);
            inDoubt = status == IN_DOUBT;
            course.add(status);
        }

        assertThat(course).containsExactly(RETRY_SCHEDULED, IN_DOUBT, IN_DOUBT, IN_DOUBT, APPROVED);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,true,true",
        "SUBMITTING,true,true",
        "RETRY_SCHEDULED,true,true",
        "IN_DOUBT,true,true",
        "VERIFICATION_REQUIRED,true,true",
        "APPROVED,true,true",
        "DEAD_LETTERED,false,true",
        "DECLINED,false,false",
        "REJECTED,false,false",
        "DISCARDED,false,false"
    })
    void aCardKeepsOthersOffWhileItsIssuerMayHaveOrGetIt(CardStatus status, boolean sure, boolean inDoubt) {
        assertThat(CardLifecycle.isInForce(status, false)).isEqualTo(sure);
        assertThat(CardLifecycle.isInForce(status, true)).isEqualTo(inDoubt);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,false,false",
        "SUBMITTING,false,false",
        "RETRY_SCHEDULED,false,false",
        "IN_DOUBT,false,false",
        "VERIFICATION_REQUIRED,true,false",
        "APPROVED,true,true",
        "DECLINED,true,true",
        "REJECTED,true,true",
        "DEAD_LETTERED,true,false",
        "DISCARDED,true,true"
    })
    void whatIsSettledIsLeftAloneAndWhatIsFinalStaysForEver(CardStatus status, boolean settled, boolean last) {
        assertThat(status.isSettled()).isEqualTo(settled);
        assertThat(status.isFinal()).isEqualTo(last);
    }

    @Test
    void onlyAnIssuersWordIsADecision() {
        assertThat(CardStatus.values())
                .filteredOn(CardLifecycle::isDecided)
                .containsExactlyInAnyOrder(APPROVED, DECLINED, VERIFICATION_REQUIRED);
    }
}
