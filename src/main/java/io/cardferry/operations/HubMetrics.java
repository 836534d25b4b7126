package io.cardferry.operations;

import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.IssuerState;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.source.TimedAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/**
 * What the hub counts and measures, for Prometheus. Every label has few values: configured sources and issuers, statuses
 * and outcome classes; never an id.
 */
public final class HubMetrics implements AutoCloseable {

    private static final List<CardStatus> WAITING_OR_DEAD =
            List.of(CardStatus.RETRY_SCHEDULED, CardStatus.IN_DOUBT, CardStatus.DEAD_LETTERED);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MessageMeters messages = new MessageMeters(registry);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MultiGauge issuerStates =
            MultiGauge.builder("cardferry.issuer.state").register(registry);
    private final MultiGauge issuerCards =
            MultiGauge.builder("cardferry.issuer.cards").register(registry);

    private final MultiGauge issuerPacks =
            MultiGauge.builder("cardferry.issuer.pack").register(registry);

    public HubMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** A request was accepted for the first time. */
    public void registrationAccepted() {
        registry.counter("cardferry.registrations.accepted").increment();
    }

    /** A registration has ended. */
    public void registrationEnded(RegistrationStatus status) {
        registry.counter("cardferry.registrations.ended", "status", status.name())
                .increment();
    }

    /** A card registration has come to a status. */
    public void cardChanged(CardRegistration card) {
        String issuer = card.issuerRequestId() == null || card.attempts() == 0 ? "none" : card.issuer();
        registry.counter(
                        "cardferry.cards",
                        "issuer",
                        issuer,
                        "status",
                        card.status().name())
                .increment();
    }

    /** An exchange with a card source has ended. */
    public void sourceAnswered(TimedAnswer timed) {
        Timer.builder("cardferry.source.calls")
                .tag("source", timed.answer().report().source())
                .tag("status", timed.answer().report().status().name())
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry)
                .record(timed.latency());
    }

    /** An attempt at an issuer has ended. */
    public void attemptEnded(EndedAttempt ended) {
        Timer.builder("cardferry.issuer.attempts")
                .tag("issuer", ended.dispatch().pack().id())
                .tag("outcome", ended.outcome().outcomeClass().word())
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry)
                .record(ended.latency());
    }

    /** An issuer has sent an answer that belongs to nothing. */
    public void answerUnmatched(String issuer) {
        unmatched(issuer).increment();
    }

    /** An issuer has sent an answer that can't be read. */
    public void answerUnreadable(String issuer) {
        unreadable(issuer).increment();
    }

    private Counter unreadable(String issuer) {
        return registry.counter("cardferry.issuer.answers.unreadable", "issuer", issuer);
    }

    private Counter unmatched(String issuer) {
        return registry.counter("cardferry.issuer.answers.unmatched", "issuer", issuer);
    }

    /** Operators have acted on dead letters. */
    public void operatorActed(OperatorAction action, int deadLetters) {
        registry.counter("cardferry.dead.letter.actions", "action", action.word())
                .increment(deadLetters);
    }

    /** What is counted and measured of messages. */
    public MessageMeters messages() {
        return messages;
    }

    /** Shows how it stands with these issuers, and with no other: 1 for the state that an issuer is in. */
    public void issuersStand(List<IssuerStanding> issuers) {
        issuerStates.register(
                rows(
                        issuers,
                        "state",
                        List.of(IssuerState.values()),
                        (issuer, state) -> issuer.state() == state ? 1 : 0),
                true);
        // At 0 from the start: an alarm on its growth must not miss the first one.
        issuers.forEach(issuer -> {
            unmatched(issuer.id());
            unreadable(issuer.id());
        });
        issuerCards.register(rows(issuers, "status", WAITING_OR_DEAD, IssuerStanding::cards), true);
        issuerPacks.register(
                issuers.stream()
                        .flatMap(issuer -> issuer.version().stream()
                                .<Row<?>>map(version -> Row.of(Tags.of("issuer", issuer.id(), "version", version), 1)))
                        .toList(),
                true);
    }

    private static <T> List<Row<?>> rows(
            List<IssuerStanding> issuers, String label, List<T> values, ToDoubleBiFunction<IssuerStanding, T> number) {
        List<Row<?>> rows = new ArrayList<>();
        for (IssuerStanding issuer : issuers) {
            for (T value : values) {
                Tags tags = Tags.of("issuer", issuer.id(), label, value.toString());
                rows.add(Row.of(tags, number.applyAsDouble(issuer, value)));
            }
        }
        return rows;
    }

    /** Shows how full a pool and its queue are. */
    public void watchPool(String name, ThreadPoolExecutor pool) {
        Gauge.builder("cardferry.pool.busy", pool, ThreadPoolExecutor::getActiveCount)
                .tag("pool", name)
                .register(registry);
        Gauge.builder("cardferry.pool.size.max", pool, ThreadPoolExecutor::getMaximumPoolSize)
                .tag("pool", name)
                .register(registry);
        watchQueue(name, () -> pool.getQueue().size());
    }

    /** Shows a pool no longer: it is gone. */
    public void forgetPool(String name) {
        Stream.of("cardferry.pool.busy", "cardferry.pool.size.max")
                .flatMap(meter -> registry.find(meter).tag("pool", name).meters().stream())
                .forEach(registry::remove);
        registry.find("cardferry.queue.waiting").tag("queue", name).meters().forEach(registry::remove);
    }

    /** Shows how many wait in a queue. */
    public void watchQueue(String name, IntSupplier waiting) {
        Gauge.builder("cardferry.queue.waiting", waiting, IntSupplier::getAsInt)
                .tag("queue", name)
                // Nobody else holds the supplier.
                .strongReference(true)
                .register(registry);
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
