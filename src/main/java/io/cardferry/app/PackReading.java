package io.cardferry.app;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackChange;
import io.cardferry.issuer.PackCheck;
import io.cardferry.issuer.PackException;
import io.cardferry.security.Keystore;
import io.cardferry.security.KeystoreException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Reads the configuration anew while the hub runs, and takes the packs from it, with the {@code cardferry.issuers.*} keys
 * over them. Everything else stays as it was at the start.
 */
final class PackReading {

    private final Supplier<Configuration> reading;
    private final Configuration started;
    private final AtomicReference<Duration> longestExchange;

    /**
     * @param reading reads folder and environment as the start did
     * @param started what the hub was started with
     */
    PackReading(Supplier<Configuration> reading, Configuration started) {
        this.reading = reading;
        this.started = started;
        this.longestExchange = new AtomicReference<>(started.longestExchange());
    }

    /** The longest that an exchange with any source or issuer may take, of all packs that were ever in force. */
    Duration longestExchange() {
        return longestExchange.get();
    }

    /**
     * Reads the packs and brings them into force. The keystore is read again before, because a pack may need a new key.
     *
     * @throws PackException with one line per mistake in the configuration; nothing has changed then
     */
    List<PackChange> into(Changeover changeover, Keystore keystore) {
        List<IssuerPack> packs = read(keystore);
        // Before the first of its cards is sent: whoever takes one over waits for as long.
        longestExchange.accumulateAndGet(
                started.with(packs).longestExchange(), (one, other) -> one.compareTo(other) > 0 ? one : other);
        return changeover.switchTo(packs);
    }

    private List<IssuerPack> read(Keystore keystore) {
        List<String> problems = new ArrayList<>();
        List<IssuerPack> packs = List.of();
        try {
            keystore.reread();
            Configuration found = reading.get();
            packs = found.packs();
            for (IssuerPack pack : packs) {
                new PackCheck(pack).findings().forEach(finding -> problems.add(finding.line()));
            }
            problems.addAll(found.missingCardKeys(keystore));
            problems.addAll(found.refusals());
            if (problems.isEmpty()) {
                // What the hub was started with counts, too: it still has it.
                problems.addAll(started.with(packs).refusals());
            }
        } catch (ConfigurationException e) {
            problems.addAll(e.lines());
        } catch (KeystoreException e) {
            problems.add(e.getMessage());
        } catch (IllegalArgumentException | UncheckedIOException changed) {
            problems.add("a pack was changed while it was read (" + changed.getMessage() + "); try again");
        }
        if (!problems.isEmpty()) {
            throw new PackException(problems);
        }
        return packs;
    }
}
