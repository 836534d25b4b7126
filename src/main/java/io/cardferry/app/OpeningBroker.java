package io.cardferry.app;

import io.cardferry.configuration.HubSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The hub's broker while it opens, beside the database and the routes; closing this closes it. */
final class OpeningBroker implements AutoCloseable {

    private final CompletableFuture<Optional<Broker>> broker;

    /** Begins to open it, unless messages are switched off. */
    OpeningBroker(HubSettings.Jms settings, Path dataFolder) {
        broker = CompletableFuture.supplyAsync(
                () -> settings.enabled() ? Optional.of(Broker.open(settings, dataFolder)) : Optional.empty());
    }

    /** Waits until it is open; empty if messages are switched off. */
    Optional<Broker> opened() throws IOException {
        try {
            return broker.join();
        } catch (CompletionException e) {
            throw new IOException("the embedded broker can't be started", e.getCause());
        }
    }

    @Override
    public void close() {
        broker.thenAccept(open -> open.ifPresent(Broker::close)).join();
    }
}
