package io.cardferry.routes;

import io.cardferry.delivery.RetryPolicy;
import io.cardferry.intake.Accepted;
import io.cardferry.intake.Preference;
import io.cardferry.intake.ReceivedRequest;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerMessage;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackLoader;
import io.cardferry.issuer.PackOverrides;
import io.cardferry.outbound.Authentication;
import io.cardferry.registration.Acceptance;
import io.cardferry.registration.Account;
import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import io.cardferry.registration.Submission;
import io.cardferry.registration.Uuid7;
import io.cardferry.source.CardSource;
import io.cardferry.source.SourceAnswer;
import io.cardferry.source.SourceForm;
import io.cardferry.source.TimedAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What flows through the routes, as examples. */
final class Examples {

    static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    static final UUID REGISTRATION_ID = UUID.fromString("0193a5c4-7d20-7b11-8c22-d33e44f55a66");
    static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    static final RetryPolicy RETRY = new RetryPolicy(SECOND, 2, SECOND, 3, Duration.ofHours(1));

    private Examples() {}

    static RegistrationRequest request() {
        return new RegistrationRequest(
                new Account("acc/1001 ü", "assertion-canary"),
                new Device("tv-77", DeviceType.TV, "Living room TV"),
                new CardSelection(true, List.of(), false),
                null);
    }

    static Registration registration() {
        return new Registration(
                REGISTRATION_ID,
                IdempotencyKey.ANONYMOUS,
                RegistrationStatus.RECEIVED,
                null,
                request(),
                TRACEPARENT,
                NOW,
                NOW,
                Discovery.NONE,
                NOW,
                0,
                null,
                List.of(),
                1);
    }

    static Accepted accepted(Acceptance.Kind kind, boolean startsNow) {
        IdempotencyKey key = new IdempotencyKey(IdempotencyKey.ANONYMOUS, IdempotencyKey.Space.GIVEN, "key-1");
        ReceivedRequest received =
                new ReceivedRequest(key, request(), new Preference(Duration.ZERO, null), TRACEPARENT, null);
        return new Accepted(new Acceptance(kind, REGISTRATION_ID), received, startsNow);
    }

    static CardRegistration card(String cardRef, CardStatus status) {
        return new CardRegistration(
                Uuid7.next(),
                REGISTRATION_ID,
                cardRef,
                "phone-wallet",
                "aurora",
                "VISA",
                "1111",
                status,
                false,
                Uuid7.next(),
                null,
                null,
                1,
                AttemptTrail.NONE,
                null,
                List.of(),
                1);
    }

    static DueCard due(String cardRef) {
        return new DueCard(card(cardRef, CardStatus.PENDING), DueCard.Action.SUBMIT);
    }

    static Submission submission(String cardRef) {
        DiscoveredCard discovered = new DiscoveredCard(
                "phone-wallet", cardRef, "aurora", null, "1111", "VISA", "2029-04", "ACTIVE", null, null, "s", null);
        return new Submission(registration(), card(cardRef, CardStatus.PENDING), discovered);
    }

    static IssuerPack aurora() {
        return PackLoader.load(Path.of("config/issuers"), PackOverrides.NONE).stream()
                .filter(pack -> pack.id().equals("aurora"))
                .findFirst()
                .orElseThrow();
    }

    /** Delta, with these settings over it. */
    static IssuerPack jmsPack(Map<String, String> settings) {
        PackOverrides overrides =
                (issuer, key) -> issuer.equals("delta") ? Optional.ofNullable(settings.get(key)) : Optional.empty();
        return PackLoader.load(Path.of("config/issuers"), overrides).stream()
                .filter(pack -> pack.id().equals("delta"))
                .findFirst()
                .orElseThrow();
    }

    /** A card on its way to an issuer over JMS; what is sealed in its message is of no interest. */
    static Dispatch dispatchOverJms(IssuerPack pack) {
        Submission submission = submission("c-1");
        IssuerMessage message = new IssuerMessage(
                pack.id(),
                pack.version(),
                "jms",
                "",
                "",
                "application/jose",
                Map.of(),
                Map.of(),
                "a.b.c.d.e".getBytes(StandardCharsets.US_ASCII));
        return new Dispatch(
                Dispatch.Purpose.ATTEMPT,
                submission.registration(),
                submission.card(),
                pack,
                message,
                System.nanoTime() + 60_000_000_000L);
    }

    static Dispatch dispatch(Submission submission) {
        IssuerPack pack = aurora();
        IssuerMessage message = new IssuerMessage(
                pack.id(),
                pack.version(),
                "http",
                "POST",
                "/card-registrations",
                "application/json",
                Map.of("Idempotency-Key", submission.card().issuerRequestId().toString()),
                Map.of(),
                "{\"requestId\":\"ü\"}".getBytes(StandardCharsets.UTF_8));
        return new Dispatch(
                Dispatch.Purpose.ATTEMPT,
                submission.registration(),
                submission.card(),
                pack,
                message,
                System.nanoTime() + 60_000_000_000L);
    }

    static CardSource source(String id, URI url, Duration responseTimeout) {
        return new CardSource(
                id, id, url, Authentication.NONE, SECOND, responseTimeout, SourceForm.CANONICAL, RETRY, true);
    }

    /** An empty list of the source's. */
    static TimedAnswer answer(String source) {
        SourceReport report = new SourceReport(source, SourceStatus.OK, true, 0, null);
        return new TimedAnswer(new SourceAnswer(report, List.of(), null), SECOND);
    }
}
