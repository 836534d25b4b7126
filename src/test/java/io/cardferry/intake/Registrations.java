package io.cardferry.intake;

import io.cardferry.registration.Account;
import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.Reason;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import io.cardferry.registration.VerificationMethod;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Registrations to show and to answer with. */
final class Registrations {

    static final UUID ID = UUID.fromString("01935c2e-0000-7000-8000-000000000001");
    static final Instant NOW = Instant.parse("2026-11-22T10:15:00.123456Z");

    private Registrations() {}

    static Registration with(RegistrationStatus status, Instant nextDiscoveryAt, CardRegistration... cards) {
        return with(status, null, "Living room TV", nextDiscoveryAt, cards);
    }

    static Registration with(
            RegistrationStatus status,
            Reason reason,
            String deviceName,
            Instant nextDiscoveryAt,
            CardRegistration... cards) {
        return new Registration(
                ID,
                "anonymous",
                status,
                reason,
                new RegistrationRequest(
                        new Account("acc-1001", "assertion-canary"),
                        new Device("tv-77", DeviceType.TV, deviceName),
                        new CardSelection(true, List.of(), false),
                        null),
                null,
                NOW,
                NOW,
                new Discovery(true, List.of(new SourceReport("phone-wallet", SourceStatus.OK, true, 1, null))),
                NOW,
                1,
                nextDiscoveryAt,
                List.of(cards),
                1);
    }

    static CardRegistration card(CardStatus status, Instant nextAttemptAt) {
        return new CardRegistration(
                ID,
                ID,
                "c-1",
                "phone-wallet",
                "aurora",
                "VISA",
                "1111",
                status,
                false,
                ID,
                null,
                null,
                1,
                AttemptTrail.NONE,
                nextAttemptAt,
                List.of(new VerificationMethod("m1", "SMS", null)),
                1);
    }

    static CardRegistration unknownCard(Reason reason) {
        return new CardRegistration(
                ID,
                ID,
                "c-9",
                null,
                null,
                null,
                null,
                CardStatus.REJECTED,
                false,
                null,
                null,
                reason,
                0,
                AttemptTrail.NONE,
                null,
                List.of(),
                1);
    }
}
