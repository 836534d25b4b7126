package io.cardferry.drill;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.HubProcess;
import io.cardferry.postgres.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIGSTOP: a hub that others think dead, and that wakes up. Two hubs share one PostgreSQL. */
class TakeoverTest {

    private static final Set<String> TOLD_AFTERWARDS = Set.of("late-answer", "answer-repeated");

    private final World world =
            new World(TestDatabases.postgresSettings(TestDatabases.server().newDatabase()));
    private final Debugger debugger = new Debugger();
    private final HubProcess stopped = world.start(debugger);

    @AfterEach
    void end() {
        stopped.close();
        debugger.close();
        world.close();
    }

    /**
     * One account's messages wait before the look at the clock, the other's right behind it: there, the connection may
     * be closed by the call's own deadline first, and the issuers' memory is the last line.
     */
    @Test
    void whoStoodStillBetweenIntentAndSendingSendsNothingAfterwardsOrTheSameAgain() {
        String late = anAccount();
        String sending = anAccount();
        world.knowsTwoCards(late);
        world.knowsTwoCards(sending);
        debugger.stopAt(Point.INTENDED);
        String idOfSending = world.hub.begin(all(sending));
        debugger.awaitStopped(2);
        debugger.goOnTo(Point.SENDING);
        debugger.awaitStopped(2);
        debugger.stopAt(Point.INTENDED);
        String idOfLate = world.hub.begin(all(late));
        debugger.awaitStopped(4);

        stopped.stop();

        try (HubProcess another = world.startAnother()) {
            for (String id : List.of(idOfLate, idOfSending)) {
                world.awaitApprovedOnce(id);
            }
            assertMessages(late, 1, 1);
            assertMessages(sending, 1, 1);

            stopped.goOn();
            debugger.goOn();

            awaitAwakened(idOfLate);
            awaitAwakened(idOfSending);
            world.awaitApprovedOnce(idOfLate);
            world.awaitApprovedOnce(idOfSending);
            assertMessages(late, 1, 1);
            assertMessages(sending, 1, 2);
            another.kill();
        }
    }

    private void assertMessages(String account, int min, int max) {
        assertThat(world.aurora.messages(account)).isBetween(min, max);
        assertThat(world.borealis.messages(account)).isBetween(min, max);
    }

    /** Waits until the hub that woke up has told what came of its two attempts. */
    private void awaitAwakened(String id) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> each(world.hub.history(id), "event"),
                        told -> told.stream().filter(TOLD_AFTERWARDS::contains).count() == 2);
    }
}
