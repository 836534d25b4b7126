package io.cardferry.delivery;

import io.cardferry.registration.IssuerPause;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What this hub knows of the issuers' pauses: as the ledger held them when it was last read. The sweep reads it at every
 * poll, so a pause that another hub has made counts here within one poll interval. Thread-safe.
 */
public final class PausedIssuers implements PausedTime {

    private volatile Map<String, List<IssuerPause>> byIssuer = Map.of();

    /**
     * Reads the pauses.
     *
     * @param pauses reads the ledger; in turns, so that an older reading never takes the place of a newer one
     */
    public synchronized void read(Supplier<Collection<IssuerPause>> pauses) {
        byIssuer = pauses.get().stream().collect(Collectors.groupingBy(IssuerPause::issuer));
    }

    /** The issuer's pause that lasts. */
    public Optional<IssuerPause> pauseOf(String issuer) {
        return pausesOf(issuer).stream().filter(IssuerPause::lasts).findFirst();
    }

    @Override
    public Duration between(String issuer, Instant from, Instant to) {
        return pausesOf(issuer).stream()
                .map(pause -> overlap(pause, from, to))
                .filter(overlap -> !overlap.isNegative())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration overlap(IssuerPause pause, Instant from, Instant to) {
        Instant begin = pause.from().isAfter(from) ? pause.from() : from;
        Instant end = pause.lasts() || pause.until().isAfter(to) ? to : pause.until();
        return Duration.between(begin, end);
    }

    private List<IssuerPause> pausesOf(String issuer) {
        return byIssuer.getOrDefault(issuer, List.of());
    }
}
