package io.cardferry.drill;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.CardList;
import io.cardferry.contract.HubProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIGTERM, with callers at the door and cards on their way; and who else may have the folder. */
class StoppedUnderLoadTest {

    private final World world = new World();
    private HubProcess process = world.start();

    @AfterEach
    void end() {
        process.close();
        world.close();
    }

    @Test
    void aHubThatIsAskedToStopDoesSoInTimeAndLosesAndDoublesNothing() throws Exception {
        world.failAtRandom(1, Duration.ofSeconds(3));
        try (Load load = new Load(world, 200, 64)) {
            await(() -> load.accepted().size() >= 50);

            process.terminate();

            assertThat(process.endsWithin(15)).as("15 s are promised").isTrue();
            assertThat(process.exitStatus()).isZero();
            world.gone();
            Map<String, String> acceptedBefore = new HashMap<>(load.accepted());
            process = world.start();
            load.awaitAll();
            load.accepted().forEach((account, id) -> world.awaitApprovedOnce(id));
            assertThat(load.accepted()).containsAllEntriesOf(acceptedBefore).hasSize(200);
            assertThat(load.accepted().keySet())
                    .allSatisfy(account ->
                            assertThat(world.registrations(account)).as(account).isEqualTo(1));
            world.assertNobodyElseIsRegistered(load.accepted().keySet());
            System.out.printf(
                    "drill: stopped after %d acceptances; %s%n%s%n",
                    acceptedBefore.size(), load.answers(), world.counts());
        }
    }

    @Test
    void whoWaitsForAnEndIsAnsweredWhenTheHubStops() {
        String account = anAccount();
        world.hub.source.says(
                account, CardList.of(account).with(CardList.card("c-1")).reply());
        world.aurora.fail((message, arrival) -> Fault.HANGING_UNSEEN);
        CompletableFuture<HttpResponse<String>> waiting =
                CompletableFuture.supplyAsync(() -> world.hub.post(aKey(), all(account), "Prefer", "wait=30"));
        await(() -> world.aurora.messages(account) == 1);

        process.terminate();

        assertThat(waiting.join().statusCode()).isEqualTo(202);
        assertThat(process.exitStatus()).isZero();
    }

    @Test
    void aSecondHubOnTheSameDataFolderEndsWithOneLineAndAStaleLockFileHoldsUpNone() throws Exception {
        try (HubProcess second = HubProcess.run(world.hub.environment())) {
            assertThat(second.exitStatus()).isEqualTo(2);
            assertThat(second.errors().lines()).singleElement().asString().contains(world.data.toString());
        }
        String id = world.hub.begin(all(anAccount()));
        world.kill(process);
        // What HSQLDB leaves in a folder if it is opened with its own lock, and killed.
        Files.write(world.data.resolve("ledger.lck"), new byte[16]);

        process = world.start();

        world.awaitApprovedOnce(id);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }
}
