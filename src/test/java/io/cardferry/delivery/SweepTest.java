package io.cardferry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.ledger.LedgerFixture;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @TempDir
    Path folder;

    private final AtomicInteger room = new AtomicInteger();
    private LedgerFixture fixture;
    private Sweep sweep;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        sweep = new Sweep(fixture.ledger, room::get, new IssuerRoom() {
            @Override
            public Collection<String> ids() {
                return List.of("aurora", "borealis");
            }

            @Override
            public int room(String issuer) {
                return room.get();
            }
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void registrationsAreTakenAsFarAsThereIsRoomAndNoneTwice() {
        for (int i = 0; i < 3; i++) {
            RegistrationRequest request = LedgerFixture.request("acc-" + i, "tv-77", false);
            LedgerFixture.get(fixture.ledger.accept(LedgerFixture.fresh("key-" + i, request), false));
        }

        room.set(2);
        assertThat(sweep.takeRegistrations()).hasSize(2);
        assertThat(sweep.takeRegistrations()).hasSize(1);
        assertThat(sweep.takeRegistrations()).isEmpty();
    }

    @Test
    void nothingIsTakenWhereThereIsNoRoom() {
        RegistrationRequest request = LedgerFixture.request("acc-1", "tv-77", false);
        LedgerFixture.get(fixture.ledger.accept(LedgerFixture.fresh("key-1", request), false));

        for (int none : new int[] {0, -5}) {
            room.set(none);
            assertThat(sweep.takeRegistrations()).isEmpty();
            assertThat(sweep.takeCards()).isEmpty();
        }
        room.set(1);
        assertThat(sweep.takeRegistrations()).hasSize(1);
    }

    @Test
    void cardsThatADeadProcessLeftAreTakenAsFarAsThereIsRoom() {
        Registration registration = fixture.accepted(LedgerFixture.request("acc-1", "tv-77", false));
        fixture.discovered(registration, LedgerFixture.card("c-1"), LedgerFixture.card("c-2"));
        room.set(1);
        assertThat(sweep.takeCards()).isEmpty();

        LedgerFixture.get(fixture.ledger.endLeases());

        assertThat(sweep.takeCards()).hasSize(1);
        assertThat(sweep.takeCards()).hasSize(1);
        assertThat(sweep.takeCards()).isEmpty();
    }
}
