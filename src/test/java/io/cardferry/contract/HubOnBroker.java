package io.cardferry.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * One hub and one broker for all tests of a class: the hub's embedded one, or one outside on TCP that lets the hub do
 * only what it needs. After each test nothing may lie where a broker puts what was redelivered too often.
 */
final class HubOnBroker implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HubFixture hub;
    private final boolean isOutside;
    private Path folder;
    private OutsideBroker outside;
    private Messages messages;
    private BrokerBooks books;

    private HubOnBroker(HubFixture hub, boolean isOutside) {
        this.hub = hub;
        this.isOutside = isOutside;
    }

    static HubOnBroker embedded(HubFixture hub) {
        return new HubOnBroker(hub, false);
    }

    static HubOnBroker outside(HubFixture hub) {
        return new HubOnBroker(hub, true);
    }

    HubFixture hub() {
        return hub;
    }

    Messages messages() {
        return messages;
    }

    /** Another client of the same broker. */
    Messages connect() {
        return isOutside ? outside.messages() : hub.messages();
    }

    BrokerBooks books() {
        return books;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (isOutside) {
            folder = Files.createTempDirectory("cardferry-broker");
            outside = new OutsideBroker(folder)
                    .guardedBy(BrokerRights.leastForTheHub())
                    .start();
            hub.with("cardferry.jms.url", outside.address())
                    .with("cardferry.jms.user", BrokerRights.HUB)
                    .with("cardferry.jms.password", BrokerRights.HUB_PASSWORD);
        }
        hub.beforeAll(context);
        messages = connect();
        books = isOutside ? outside.books() : BrokerBooks.ofEmbedded(hub.embeddedBroker());
    }

    /** What an earlier test sent has been acknowledged: counts are this test's own. */
    @Override
    public void beforeEach(ExtensionContext context) {
        awaitAcknowledged();
    }

    /** Waits until the hub has let go of every request. */
    void awaitAcknowledged() {
        Awaitility.await().atMost(PATIENCE).until(() -> books.on(Messages.REGISTRATIONS) == 0);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (books.on("ActiveMQ.DLQ") > 0) {
            throw new AssertionError("the broker has given up a message of the hub's");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        messages.close();
        hub.afterAll(context);
        if (isOutside) {
            try {
                outside.stop();
            } catch (Exception e) {
                throw new IOException(e);
            }
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
