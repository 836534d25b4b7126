package io.cardferry.registration.ledger;

import io.cardferry.postgres.TestDatabases;
import io.cardferry.registration.Acceptance;
import io.cardferry.registration.Account;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.NextStep;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.SourceExchange;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import io.cardferry.registration.Uuid7;
import io.cardferry.security.UnreadableSealException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/** A ledger on a real database, and short ways to fill it. */
public final class LedgerFixture implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(2);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    final AtomicBoolean room = new AtomicBoolean(true);
    /** How often something sealed was opened. */
    final AtomicInteger opened = new AtomicInteger();
    /** How often somebody was told that the outbox has something due. */
    final AtomicInteger toldOfOutbox = new AtomicInteger();

    final Database database;
    public final Ledger ledger;

    public LedgerFixture(Path folder) {
        this(folder, Duration.ofDays(30));
    }

    LedgerFixture(Path folder, Duration keyRetention) {
        this(folder, keyRetention, new Lease("test", Duration.ofSeconds(30), Duration.ZERO));
    }

    LedgerFixture(Path folder, Duration keyRetention, Lease lease) {
        this(folder, keyRetention, lease, new Soon());
    }

    /** @param plan what is done next with cards that are not decided */
    public LedgerFixture(Path folder, DeliveryPlan plan) {
        this(folder, Duration.ofDays(30), new Lease("test", Duration.ofSeconds(30), Duration.ZERO), plan);
    }

    private LedgerFixture(Path folder, Duration keyRetention, Lease lease, DeliveryPlan plan) {
        this(TestDatabases.open(folder), keyRetention, lease, plan);
    }

    /** One of several ledgers on a database that they share. */
    LedgerFixture(Database database) {
        this(
                database,
                Duration.ofDays(30),
                new Lease("test-" + UUID.randomUUID(), Duration.ofSeconds(30), Duration.ZERO),
                new Soon());
    }

    private LedgerFixture(Database database, Duration keyRetention, Lease lease, DeliveryPlan plan) {
        this.database = database;
        ledger = new Ledger(
                database.dataSource(),
                database.dialect(),
                new Mirror(),
                lease,
                keyRetention,
                plan,
                room::get,
                new Unheard(),
                true);
    }

    /** Stands for encryption, so that a test can tell that a column went through it. */
    private final class Mirror implements AtRest {
        @Override
        public String seal(byte[] content) {
            return "sealed:" + Base64.getEncoder().encodeToString(content);
        }

        @Override
        public byte[] open(String sealedText) {
            opened.incrementAndGet();
            if (!sealedText.startsWith("sealed:")) {
                throw new UnreadableSealException("its key is gone");
            }
            return Base64.getDecoder().decode(sealedText.substring("sealed:".length()));
        }
    }

    /** Looks again soon: in doubt it asks, else it sends. */
    static final class Soon implements DeliveryPlan {
        @Override
        public NextStep after(CardRegistration card, boolean inDoubt, Outcome outcome, Instant now) {
            return inDoubt ? new NextStep.Inquire(now.plus(SOON)) : new NextStep.Send(now.plus(SOON));
        }

        @Override
        public NextStep due(CardRegistration card, Instant now) {
            return card.inDoubt() ? new NextStep.Inquire(now) : new NextStep.Send(now);
        }
    }

    private final class Unheard implements LedgerListener {
        @Override
        public void registrationAccepted(UUID registrationId) {}

        @Override
        public void registrationEnded(UUID registrationId, RegistrationStatus status) {}

        @Override
        public void cardChanged(CardRegistration card) {}

        @Override
        public void outboxDue() {
            toldOfOutbox.incrementAndGet();
        }
    }

    public static RegistrationRequest request(String account, String device, boolean replaceExisting) {
        return new RegistrationRequest(
                new Account(account, null),
                new Device(device, DeviceType.TV, "Living room \u0000 TV \uD83D\uDCFA"),
                new CardSelection(true, List.of(), replaceExisting),
                null);
    }

    public static NewRegistration fresh(String key, RegistrationRequest request) {
        IdempotencyKey given = new IdempotencyKey(IdempotencyKey.ANONYMOUS, IdempotencyKey.Space.GIVEN, key);
        return new NewRegistration(Uuid7.next(), given, request, TRACE, null);
    }

    public Registration accepted(RegistrationRequest request) {
        Acceptance acceptance =
                get(ledger.registrations().accept(fresh(UUID.randomUUID().toString(), request), true));
        return ledger.registrations().find(acceptance.registrationId()).orElseThrow();
    }

    public static SelectedCard card(String cardRef, String... otherNames) {
        DiscoveredCard card = new DiscoveredCard(
                "phone-wallet",
                cardRef,
                "aurora",
                null,
                "1111",
                "VISA",
                "2029-04",
                "ACTIVE",
                null,
                null,
                "a.b.c.d.e",
                null);
        List<String> names = new java.util.ArrayList<>(List.of("phone-wallet/" + cardRef));
        names.addAll(List.of(otherNames));
        return new SelectedCard(cardRef, card, "aurora", names, null);
    }

    public DiscoveryRecorded discovered(Registration registration, SelectedCard... cards) {
        SourceReport report = new SourceReport("phone-wallet", SourceStatus.OK, true, cards.length, null);
        CardsFound found = new CardsFound(new Discovery(true, List.of(report)), List.of(cards));
        List<SourceExchange> exchanges = List.of(new SourceExchange(report, Duration.ofMillis(12), null));
        return get(ledger.registrations().recordDiscovery(registration, found, exchanges, Optional.empty()));
    }

    /** For what no ledger of today would write. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(database.dataSource());
    }

    static byte[] message(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The result of a change, or the exception that it failed with. */
    public static <T> T get(CompletableFuture<T> change) {
        try {
            return change.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
