package io.cardferry.app;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.configuration.HubSettings;
import io.cardferry.registration.ledger.EmbeddedDatabase;
import io.cardferry.security.Keystore;
import io.cardferry.security.KeystoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The hub's keystore, opened beside what else is being started: the first start makes one, and its card key takes a second.
 * An operator's keystore is left as it is.
 */
final class OpeningKeystore {

    private final CompletableFuture<Keystore> opening;

    /**
     * Begins. The data key that the ledger needs is there afterwards.
     *
     * @throws ConfigurationException if there is a ledger without its keys, or a first keystore can't be made
     */
    OpeningKeystore(HubSettings settings, DataFolder data) {
        requireKeysOfLedger(settings, data);
        opening = CompletableFuture.supplyAsync(() -> open(settings, data, true));
    }

    /** @throws ConfigurationException if it can't be used */
    Keystore opened() {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConfigurationException wrong ? wrong : e;
        }
    }

    /** A ledger without its keys can't be read: making new ones would hide that. On the first start they come first. */
    private static void requireKeysOfLedger(HubSettings settings, DataFolder data) {
        if (settings.keystore().isPresent() || Keystore.isSelfMadeIn(data.path())) {
            return;
        }
        if (EmbeddedDatabase.isIn(data.path())) {
            throw new ConfigurationException("cardferry.data-dir = \"" + data.path()
                    + "\" holds a ledger, but not its keys (keys.p12); put the file back, or use another folder");
        }
        open(settings, data, false);
    }

    private static Keystore open(HubSettings settings, DataFolder data, boolean withCardKey) {
        try {
            if (settings.keystore().isPresent()) {
                HubSettings.KeystoreFile file = settings.keystore().get();
                return Keystore.open(file.path(), file.password());
            }
            Keystore selfMade = Keystore.selfMade(data.path());
            return withCardKey ? selfMade.withCardKey() : selfMade;
        } catch (KeystoreException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }
}
