package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.Discovery;
import io.cardferry.registration.DiscoveryResult.NothingToRegister;
import io.cardferry.registration.Endings;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.LedgerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingsOfOthersTest {

    @TempDir
    Path folder;

    @Test
    void whoWaitsIsToldWhatTheLedgerSaysThoughNobodyAnnouncedIt() {
        Endings endings = new Endings();
        try (LedgerFixture fixture = new LedgerFixture(folder);
                EndingsOfOthers looking = new EndingsOfOthers(endings, fixture.ledger)) {
            Registration ends = fixture.accepted(LedgerFixture.request("acc-1", "tv-1", false));
            Registration goesOn = fixture.accepted(LedgerFixture.request("acc-2", "tv-1", false));
            CompletableFuture<Void> told = endings.await(ends.registrationId(), Duration.ofHours(1));
            CompletableFuture<Void> waits = endings.await(goesOn.registrationId(), Duration.ofHours(1));
            assertThat(looking).isNotNull();

            NothingToRegister nothing = new NothingToRegister(Discovery.NONE, Reason.of(ReasonCode.ACCOUNT_UNKNOWN));
            LedgerFixture.get(
                    fixture.ledger.registrations().recordDiscovery(ends, nothing, List.of(), Optional.empty()));

            assertThat(told).succeedsWithin(Duration.ofSeconds(60));
            assertThat(waits).isNotDone();
        }
    }
}
