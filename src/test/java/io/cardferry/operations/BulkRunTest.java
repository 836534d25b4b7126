package io.cardferry.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.intake.BulkReplayRequest;
import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import org.junit.jupiter.api.Test;

class BulkRunTest {

    private final BulkRun run =
            new BulkRun(new BulkReplayRequest(DeadLetterCriteria.ANY, 1000, "the issuer is back", false), null);

    @Test
    void aLedgerThatFailsInTheMiddleEndsItAndWhatWasDoneIsTold() {
        run.attempt(() -> {
            run.count(true);
            run.count(true);
            run.count(false);
            throw new LedgerUnavailableException("the ledger can't commit", null);
        });

        assertThat(run.pages().next()).isEmpty();
        assertThat(run.pages().hasNext()).isFalse();
        Problem problem =
                catchThrowableOfType(ProblemException.class, run::requireWhole).problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(problem.detail()).contains(": 2 of ", "were replayed for certain", "stay so");
    }

    @Test
    void anyOtherFailureIsTheHubsOwn() {
        run.attempt(() -> {
            throw new IllegalArgumentException("a mistake");
        });

        assertThatIllegalStateException()
                .isThrownBy(run::requireWhole)
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWentWellIsWhole() {
        run.count(true);

        assertThatCode(run::requireWhole).doesNotThrowAnyException();
    }
}
