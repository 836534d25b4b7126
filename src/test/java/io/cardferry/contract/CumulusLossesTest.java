package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.postgres.Once;
import io.cardferry.security.CardSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cumulus' host loses its connections at random, before and after what was sent on them took effect. */
@Once
class CumulusLossesTest {

    private static final int LOSSES = 100;
    private static final int CALLERS = 8;
    private static final CumulusHost HOST = new CumulusHost();

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .with("cardferry.issuers.cumulus.url", HOST.url())
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.cumulus.response-timeout", "20s")
            .with("cardferry.issuers.cumulus.inquiry.not-before", "0s")
            .with("cardferry.issuers.cumulus.retry.first-delay", "50ms")
            .with("cardferry.issuers.cumulus.retry.max-delay", "500ms")
            .with("cardferry.issuers.cumulus.retry.max-attempts", "1000");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AtomicInteger losses = new AtomicInteger();

    @AfterAll
    static void close() {
        HOST.close();
    }

    @Test
    void afterAHundredLossesNothingIsLostNothingIsDoubledAndEachDoubtWasAskedAbout() throws Exception {
        HOST.behave(this::loseAtRandom);

        Map<String, String> begun = registerUntilLost();

        int inDoubt = 0;
        for (Map.Entry<String, String> each : begun.entrySet()) {
            String account = each.getKey();
            String requestId = HUB.awaitCard(each.getValue(), "APPROVED")
                    .path("issuerRequestId")
                    .asText();
            assertThat(HOST.effects(requestId)).as("effects for %s", account).isEqualTo(1);
            assertThat(HOST.registrations(account))
                    .extracting(Call::text)
                    .containsOnly(HOST.registrations(account).get(0).text());
            assertNothingIsRepeatedUnasked(requestId);
            if (each(HUB.history(each.getValue()), "to").contains("IN_DOUBT")) {
                inDoubt++;
                // By its id: of a registration that was lost before it was read, the host has no account.
                assertThat(HOST.calls(requestId)).as("calls for %s", account).anyMatch(Call::isInquiry);
            }
        }
        System.out.printf(
                "drill: seed %d: %d cards, %d losses, %d cards were in doubt, %d messages on %d connections%n",
                seed,
                begun.size(),
                losses.get(),
                inDoubt,
                HOST.calls().size(),
                HOST.lines().size());
        assertThat(inDoubt).isPositive();
    }

    /** What came between two messages of one request is the inquiry that allowed the second. */
    private static void assertNothingIsRepeatedUnasked(String requestId) {
        boolean sent = false;
        for (Call call : HOST.calls(requestId)) {
            assertThat(sent && call.isRegistration())
                    .as("%s was sent again without a question", requestId)
                    .isFalse();
            sent = call.isRegistration();
        }
    }

    private Map<String, String> registerUntilLost() throws Exception {
        CardSeal seal = HubOpenedPacks.sealFor(HUB);
        Map<String, String> begun = new ConcurrentHashMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> calling = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calling.add(callers.submit(() -> {
                while (losses.get() < LOSSES) {
                    String account = anAccount();
                    CumulusHost.lists(HUB, seal, account, CumulusHost.PAN);
                    // Waits for the end: more under way would be lost at once, and the hub would stop sending.
                    begun.put(
                            account,
                            HUB.register(all(account)).path("registrationId").asText());
                }
            }));
        }
        for (Future<?> each : calling) {
            each.get(300, TimeUnit.SECONDS);
        }
        callers.shutdown();
        return begun;
    }

    /** Whoever else is under way on that connection is lost with it; what was not read there yet was never seen. */
    private synchronized void loseAtRandom(Call call) {
        int chance = losses.get() < LOSSES ? random.nextInt(100) : 0;
        if (chance < 75) {
            HOST.serve(call);
            return;
        }
        if (chance % 2 == 0 && call.isRegistration()) {
            HOST.takeEffect(call);
        }
        if (chance >= 90) {
            call.line().sendHalf(call.with("00", "never-whole"));
        }
        losses.incrementAndGet();
        call.line().cut();
    }
}
