package io.cardferry.source;

import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.DiscoveryResult.AskAgain;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SourceExchange;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the routes {@code ask-card-sources} and {@code discover-cards}: who is asked, and what the answers mean. */
public final class CardDiscovery {

    private static final Logger LOG = LoggerFactory.getLogger(CardDiscovery.class);

    private final List<CardSource> enabled;
    private final Set<String> configured;
    private final IssuerChoice issuers;
    private final Ledger ledger;
    private final Clock clock;

    /**
     * @param enabled the sources that are asked, in the configured order; at least one
     * @param configured the ids of all sources, those that are switched off included
     * @param issuers which issuer takes a card
     */
    public CardDiscovery(
            List<CardSource> enabled, Set<String> configured, IssuerChoice issuers, Ledger ledger, Clock clock) {
        this.enabled = List.copyOf(enabled);
        this.configured = Set.copyOf(configured);
        this.issuers = issuers;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Where the enabled sources are asked: one route each. */
    public List<String> endpoints() {
        return enabled.stream().map(source -> "direct:source-" + source.id()).toList();
    }

    /**
     * Gathers the sources' answers as they come.
     *
     * @param soFar {@code null} before the first
     */
    public List<TimedAnswer> gather(List<TimedAnswer> soFar, TimedAnswer answer) {
        List<TimedAnswer> gathered = soFar == null ? new ArrayList<>() : new ArrayList<>(soFar);
        gathered.add(answer);
        return gathered;
    }

    /** The answers in the configured order of their sources, whoever was first. */
    public List<TimedAnswer> inConfiguredOrder(List<TimedAnswer> answers) {
        return answers.stream()
                .sorted(Comparator.comparingInt(
                        timed -> enabled.indexOf(source(timed.answer().report()))))
                .toList();
    }

    /** Puts the sources' answers beside the registration that they were asked for. */
    public AnsweredDiscovery combine(Registration registration, List<TimedAnswer> answers) {
        return new AnsweredDiscovery(registration, answers);
    }

    /** Decides what the answers mean and commits it; gives the cards that are to be sent now. */
    public List<DueCard> record(AnsweredDiscovery asked) {
        Registration registration = asked.registration();
        List<SourceAnswer> answers =
                asked.answers().stream().map(TimedAnswer::answer).toList();
        DiscoveryResult result = Discoverer.decide(registration.request().cards(), answers, configured, issuers);
        List<SourceExchange> exchanges =
                asked.answers().stream().map(TimedAnswer::forHistory).toList();
        Optional<Duration> askAgainIn =
                result instanceof AskAgain again ? askAgainIn(registration, again.awaited()) : Optional.empty();
        asked.answers().stream()
                .filter(timed -> !timed.answer().report().status().isAnswer())
                .forEach(timed -> LOG.warn(
                        "registration {}: source {} {} ({})",
                        registration.registrationId(),
                        timed.answer().report().source(),
                        timed.answer().report().status(),
                        timed.answer().detail()));
        return Commit.of(ledger.registrations().recordDiscovery(registration, result, exchanges, askAgainIn))
                .toSend();
    }

    /** When to ask again, by the policies of the sources that are waited for; empty once all of their budgets are spent. */
    private Optional<Duration> askAgainIn(Registration registration, Set<String> awaited) {
        int attempt = registration.discoveryAttempts() + 1;
        Duration age = Duration.between(registration.discoveryFrom(), clock.instant());
        return enabled.stream()
                .filter(source -> awaited.contains(source.id()))
                .map(CardSource::retry)
                .filter(policy -> policy.allowsAnother(attempt, age))
                .map(policy -> policy.delayAfter(
                        attempt, null, ThreadLocalRandom.current().nextDouble()))
                .min(Comparator.naturalOrder());
    }

    private CardSource source(SourceReport report) {
        return enabled.stream()
                .filter(source -> source.id().equals(report.source()))
                .findFirst()
                .orElseThrow();
    }
}
