package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.contract.Messages.Change;
import io.cardferry.postgres.Once;
import jakarta.jms.ResourceAllocationException;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The embedded broker's store is full, because nobody reads its queues. */
@Once
class FullStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String DEAD_LETTERS = "cardferry.dead-letters";

    @RegisterExtension
    static final HubFixture hub = DeadLetterDesk.hubThatGivesUpSoon();

    private final DeadLetterDesk desk = new DeadLetterDesk(hub);
    private BrokerBooks books;
    private long limit;

    @BeforeEach
    void note() {
        books = BrokerBooks.ofEmbedded(hub.embeddedBroker());
        limit = books.storeLimit();
    }

    /** Also of a test that failed: the others would find the store full. */
    @AfterEach
    void makeRoom() {
        books.limitStore(limit);
    }

    @Test
    void nothingIsLostHttpGoesOnAndEverythingIsToldOnceThereIsRoom() throws Exception {
        long before = books.came(DEAD_LETTERS);
        try (Messages messages = hub.messages()) {
            books.limitStore(1);
            String registration = desk.refused(anAccount());
            desk.refused(anAccount());

            assertThat(hub.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(hub.get("/health/ready").body()).contains("\"broker-store\":\"DOWN\"", "\"broker\":\"UP\"");
            await(() ->
                    assertThat(hub.get("/metrics").body()).contains("cardferry_queue_waiting{queue=\"outbox\"} 2.0"));
            assertThat(hub.get("/metrics").body())
                    .containsPattern("cardferry_broker_store_percent [1-9][0-9.]*(E[1-9]|[0-9]{2})");
            assertThatThrownBy(() -> messages.text(all(anAccount()), Change.key(aKey())))
                    .hasCauseInstanceOf(ResourceAllocationException.class);
            assertThat(books.came(DEAD_LETTERS) - before).isZero();
            assertThat(hub.get("/metrics").body())
                    .as("nothing was tried, and so nothing counts against a destination")
                    .contains("cardferry_outbox_total{kind=\"dead-letter\",result=\"failed\"} 0.0");

            books.limitStore(limit);

            await(() -> assertThat(books.came(DEAD_LETTERS) - before).isEqualTo(2));
            assertThat(messages.on(DEAD_LETTERS))
                    .anySatisfy(dead -> assertThat(Messages.text(dead)).contains(registration));
            await(() ->
                    assertThat(hub.get("/metrics").body()).contains("cardferry_queue_waiting{queue=\"outbox\"} 0.0"));
            assertThat(hub.get("/health/ready").body()).contains("\"broker-store\":\"UP\"");
        }
    }

    @Test
    void anInvalidMessageStaysUntilThereIsRoomAndIsThenPassedOnOnce() {
        long before = books.came(Messages.INVALID);
        try (Messages messages = hub.messages()) {
            sendIntoLastRoom(messages, "{");
            await(() -> assertThat(hub.get("/health/ready").body()).contains("\"broker-store\":\"DOWN\""));

            assertThat(books.on(Messages.REGISTRATIONS)).isEqualTo(1);
            assertThat(books.came(Messages.INVALID) - before).isZero();

            books.limitStore(limit);

            await(() -> assertThat(books.on(Messages.REGISTRATIONS)).isZero());
            assertThat(books.came(Messages.INVALID) - before).isEqualTo(1);
        }
    }

    /** As docs/jms.md says: what was in the folder is gone for the hub, and what waits in the ledger is told. */
    @Test
    void whoMovesTheQueuesAwayGetsRoom() throws Exception {
        books.limitStore(1);
        String registration = desk.refused(anAccount());
        hub.stop();
        Files.move(hub.data().resolve("queues"), hub.data().resolve("queues-of-yesterday"));

        hub.start();

        try (Messages messages = hub.messages()) {
            await(() -> assertThat(messages.on(DEAD_LETTERS))
                    .singleElement()
                    .satisfies(dead -> assertThat(Messages.text(dead)).contains(registration)));
        }
    }

    /** The store also grows by itself, by what it writes down about messages that were taken: then room is left anew. */
    private void sendIntoLastRoom(Messages messages, String text) {
        await(() -> {
            books.leaveRoomForOne();
            assertThatCode(() -> messages.text(text))
                    .as("taken into the last room")
                    .doesNotThrowAnyException();
        });
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }
}
