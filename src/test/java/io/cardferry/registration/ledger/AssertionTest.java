package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.card;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.Account;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets to see the caller's proof of the account. */
class AssertionTest {

    @TempDir
    Path folder;

    private LedgerFixture fixture;
    private UUID registrationId;

    @BeforeEach
    void accept() {
        fixture = new LedgerFixture(folder);
        RegistrationRequest plain = LedgerFixture.request("acc-1", "tv-1", false);
        RegistrationRequest request =
                new RegistrationRequest(new Account("acc-1", "proof"), plain.device(), plain.cards(), plain.terms());
        registrationId = LedgerFixture.get(
                        fixture.ledger.registrations().accept(LedgerFixture.fresh("key", request), false))
                .registrationId();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aReadHasNoneAndOpensNothingSealed() {
        assertThat(assertion(fixture.ledger.registrations().find(registrationId).orElseThrow()))
                .isNull();
        assertThat(fixture.opened).hasValue(0);
    }

    @Test
    void whoAsksTheSourcesHasItOnTheHotPathAndInTheSweep() {
        List<Registration> swept =
                LedgerFixture.get(fixture.ledger.registrations().takeDueRegistrations(10));

        assertThat(assertion(fixture.ledger
                        .registrations()
                        .findForDiscovery(registrationId)
                        .orElseThrow()))
                .isEqualTo("proof");
        assertThat(swept).extracting(AssertionTest::assertion).containsExactly("proof");
    }

    @Test
    void onceDiscoveryHasEndedNobodyHasIt() {
        fixture.discovered(
                fixture.ledger.registrations().findForDiscovery(registrationId).orElseThrow(), card("c-1"));

        assertThat(assertion(fixture.ledger
                        .registrations()
                        .findForDiscovery(registrationId)
                        .orElseThrow()))
                .isNull();
    }

    private static String assertion(Registration registration) {
        return registration.request().account().assertion();
    }
}
