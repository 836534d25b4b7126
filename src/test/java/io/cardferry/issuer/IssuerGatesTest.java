package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.delivery.PausedIssuers;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.ReasonCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the gates when the packs change. */
class IssuerGatesTest {

    private static final Dispatch DISPATCH = PackFixture.dispatch();

    private final PacksInForce packs = new PacksInForce(List.of(PackFixture.aurora()));
    private final IssuerGates gates = new IssuerGates(packs, new PausedIssuers(), () -> 0);

    @Test
    void whatAGateHasLearnedSurvivesAReload() {
        for (int i = 0; i < IssuerGate.WINDOW; i++) {
            gates.attemptEnded(
                    new EndedAttempt(DISPATCH, Outcome.notSent("connection refused"), Duration.ofMillis(1)),
                    gates.ask(DISPATCH.card()));
        }
        assertThat(gates.ask(DISPATCH.card()).isGranted()).isFalse();

        packs.replace(new IssuerRouting(List.of(PackFixture.aurora(), PackFixture.borealis())));

        assertThat(gates.ask(DISPATCH.card()).isGranted()).isFalse();
        assertThat(gates.state("aurora")).isEqualTo(IssuerState.DEGRADED);
        assertThat(gates.mayBeSent("borealis")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void withoutAPackNothingPassesAndNobodyIsAsked() {
        packs.replace(new IssuerRouting(List.of()));

        assertThat(gates.ask(DISPATCH.card()).refusal().code()).isEqualTo(ReasonCode.ISSUER_NOT_SUPPORTED);
        assertThat(gates.mayBeSent("aurora")).isZero();
        assertThat(gates.canBeAsked("aurora")).isFalse();
        assertThat(gates.state("aurora")).isEqualTo(IssuerState.DEGRADED);
    }
}
