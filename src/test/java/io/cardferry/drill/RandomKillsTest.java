package io.cardferry.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.HubProcess;
import io.cardferry.postgres.TestDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 at random moments, under load, beside issuers that fail in every way. More rounds with {@code
 * -Ddrill.rounds=N}; the same faults and moments again with {@code -Ddrill.seed=S} (docs/drills.md).
 */
class RandomKillsTest {

    private static final int REGISTRATIONS = 150;
    private static final int CALLERS = 64;
    private static final int KILLS = 3;

    private World world;
    private HubProcess process;

    static LongStream seeds() {
        long first = Long.getLong("drill.seed", System.nanoTime());
        return LongStream.range(first, first + Integer.getInteger("drill.rounds", 1));
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.close();
        }
        world.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onTheEmbeddedDatabaseEverythingAcceptedSettlesAndNothingIsDoubled(long seed) {
        world = new World();
        drill(seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onPostgresqlEverythingAcceptedSettlesAndNothingIsDoubled(long seed) {
        world = new World(TestDatabases.postgresSettings(TestDatabases.server().newDatabase()));
        drill(seed);
    }

    private void drill(long seed) {
        System.out.printf("drill: -Ddrill.seed=%d%n", seed);
        world.failAtRandom(seed, Duration.ofSeconds(1));
        Random random = new Random(seed);
        List<Integer> killedAfter = new ArrayList<>();
        process = world.start();
        try (Load load = new Load(world, REGISTRATIONS, CALLERS)) {
            for (int i = 0; i < KILLS; i++) {
                awaitMore(load, 10 + random.nextInt(100));
                world.kill(process);
                killedAfter.add(world.calls());
                process = world.start();
            }
            load.awaitAll();

            load.accepted().forEach((account, id) -> world.awaitApprovedOnce(id));
            assertThat(load.accepted()).hasSize(REGISTRATIONS);
            assertThat(load.accepted().keySet())
                    .allSatisfy(account ->
                            assertThat(world.registrations(account)).as(account).isEqualTo(1));
            world.assertNobodyElseIsRegistered(load.accepted().keySet());
            System.out.printf("drill: killed after %s calls; %s%n%s%n", killedAfter, load.answers(), world.counts());
        }
    }

    /** Waits until so much more has happened, wherever. */
    private void awaitMore(Load load, int events) {
        int until = world.calls() + load.accepted().size() + events;
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> world.calls() + load.accepted().size() >= until);
    }
}
