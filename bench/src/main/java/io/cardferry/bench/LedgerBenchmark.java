package io.cardferry.bench;

import io.cardferry.registration.Account;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.SourceExchange;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import io.cardferry.registration.Uuid7;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.NewRegistration;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the ledger alone bears beside 200,000 registrations: each one accepted, its card found, its intent and its outcome
 * recorded, and each of these four on the disk before the next, for 128 registrations at once.
 */
public final class LedgerBenchmark {

    private static final int AT_ONCE = 128;
    private static final int REGISTRATIONS = 5_000;
    private static final int ROUNDS = 3;
    private static final int ACCOUNTS = 80_000;
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private final Ledger ledger;

    private LedgerBenchmark(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param args the folder of the ledger, which is made and filled if it is not there */
    public static void main(String[] args) throws Exception {
        try (BenchLedger bench = BenchLedger.open(Path.of(args[0]))) {
            for (int i = 1; i <= ROUNDS; i++) {
                new LedgerBenchmark(bench.ledger).round(i);
            }
        }
    }

    private void round(int number) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        long cpu = processorNanos();
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            workers.add(threads.submit(() -> {
                while (begun.getAndIncrement() < REGISTRATIONS) {
                    register();
                }
            }));
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        threads.shutdown();
        System.out.printf(
                "round %d: %.0f registrations/s, %.0f microseconds of processor each%n",
                number,
                REGISTRATIONS / ((System.nanoTime() - start) / 1e9),
                (processorNanos() - cpu) / 1e3 / REGISTRATIONS);
    }

    private void register() {
        Account account = new Account("acc-" + ThreadLocalRandom.current().nextInt(ACCOUNTS), null);
        Device device = new Device("dev-" + UUID.randomUUID(), DeviceType.TV, "Living room TV");
        RegistrationRequest request =
                new RegistrationRequest(account, device, new CardSelection(true, List.of(), false), null);
        UUID id = Uuid7.next();
        IdempotencyKey key = new IdempotencyKey(IdempotencyKey.ANONYMOUS, IdempotencyKey.Space.GIVEN, id.toString());
        Commit.of(ledger.registrations().accept(new NewRegistration(id, key, request, TRACE, null), true));
        Registration registration = ledger.registrations().findForDiscovery(id).orElseThrow();
        SourceReport report = new SourceReport("phone-wallet", SourceStatus.OK, true, 1, null);
        CardsFound found = new CardsFound(new Discovery(true, List.of(report)), List.of(card("card-" + id)));
        List<SourceExchange> exchanges = List.of(new SourceExchange(report, Duration.ofMillis(3), null));
        CardRegistration card = Commit.of(ledger.registrations().recordDiscovery(registration, found, exchanges, Optional.empty()))
                .toSend()
                .get(0)
                .card();
        CardRegistration sent = Commit.of(ledger.cards().recordIntent(card, new byte[1_500], Map.of(), "v1"));
        Outcome approved = Outcome.approved("tok-" + sent.issuerRequestId());
        Commit.of(ledger.cards().recordOutcome(sent, approved, Duration.ofMillis(5)));
    }

    private static SelectedCard card(String ref) {
        DiscoveredCard card = new DiscoveredCard(
                "phone-wallet",
                ref,
                "aurora",
                null,
                "1111",
                "VISA",
                "2029-04",
                "ACTIVE",
                null,
                null,
                "x".repeat(1_200),
                null);
        return new SelectedCard(ref, card, "aurora", List.of("phone-wallet/" + ref), null);
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
