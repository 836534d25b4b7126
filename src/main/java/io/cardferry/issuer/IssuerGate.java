package io.cardferry.issuer;

import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every attempt at one issuer passes: closed while the issuer is paused, and while its circuit breaker is open
 * (docs/decisions/019). Learns from the attempts' ends, and forgets with the process. Inquiries neither ask it nor tell it:
 * they are spaced by their own policy, end doubt that must not last, and say nothing about whether registrations work.
 */
final class IssuerGate {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerGate.class);

    /** Conservative: an issuer that decides about every tenth card is better than none. */
    static final int WINDOW = 50;

    private static final float FAILURE_PERCENT_MAX = 90;
    /** How long nothing is sent before the issuer is tried out. */
    static final Duration OPEN_FOR = Duration.ofSeconds(5);

    /** How many cards try the issuer out. */
    static final int PROBES = 3;

    private static final Duration NEVER = Duration.ofDays(36_500);

    private final String issuer;
    private final BooleanSupplier paused;
    private final LongSupplier nanoTime;
    private final CircuitBreaker breaker;
    /** Grows with each change of the breaker's state: what was granted before says nothing about the state now. */
    private long term;

    private int underWay;
    private long changedAtNanos;
    private boolean accessIsRefused;

    /** @param nanoTime as {@link System#nanoTime()} */
    IssuerGate(String issuer, BooleanSupplier paused, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.paused = paused;
        this.nanoTime = nanoTime;
        this.breaker = CircuitBreaker.of(issuer, config());
        breaker.getEventPublisher().onStateTransition(event -> changed(event.getStateTransition()));
    }

    private static CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW)
                .failureRateThreshold(FAILURE_PERCENT_MAX)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                // The gate ends it, by a clock that nobody can set back.
                .waitDurationInOpenState(NEVER)
                // A slow decision is a decision; by default a minute would count as a failure.
                .slowCallDurationThreshold(NEVER)
                .recordResult(ended -> !((EndedAttempt) ended).reached())
                .build();
    }

    /** Asks whether a card may be sent now. */
    synchronized SendingPermission ask() {
        if (paused.getAsBoolean()) {
            return SendingPermission.refusedFor(Reason.of(ReasonCode.ISSUER_PAUSED));
        }
        if (isTimeToTry()) {
            breaker.transitionToHalfOpenState();
        }
        if (!breaker.tryAcquirePermission()) {
            return SendingPermission.refusedFor(new Reason(
                    ReasonCode.ISSUER_UNREACHABLE, "not sent: too many attempts at other cards have failed"));
        }
        underWay++;
        return SendingPermission.grantedBy(this, term);
    }

    /** How many more cards may be sent now, as far as the gate can tell. */
    synchronized int room() {
        if (paused.getAsBoolean()) {
            return 0;
        }
        return switch (breaker.getState()) {
            case OPEN -> isTimeToTry() ? PROBES : 0;
            case HALF_OPEN -> Math.max(0, PROBES - underWay);
            default -> Integer.MAX_VALUE;
        };
    }

    synchronized IssuerState state() {
        if (paused.getAsBoolean()) {
            return IssuerState.PAUSED;
        }
        return accessIsRefused || breaker.getState() != CircuitBreaker.State.CLOSED
                ? IssuerState.DEGRADED
                : IssuerState.UP;
    }

    synchronized void ended(long termOfPermission, EndedAttempt ended) {
        learnAccess(ended);
        if (termOfPermission == term) {
            underWay--;
            breaker.onResult(ended.latency().toNanos(), TimeUnit.NANOSECONDS, ended);
        }
    }

    synchronized void givenBack(long termOfPermission) {
        if (termOfPermission == term) {
            underWay--;
            breaker.releasePermission();
        }
    }

    private boolean isTimeToTry() {
        return breaker.getState() == CircuitBreaker.State.OPEN
                && nanoTime.getAsLong() - changedAtNanos >= OPEN_FOR.toNanos();
    }

    /** Our access is wrong from the first answer that says so until the first that says otherwise; silence says nothing. */
    private void learnAccess(EndedAttempt ended) {
        Reason reason = ended.outcome().reason();
        OutcomeClass outcomeClass = ended.outcome().outcomeClass();
        if (reason != null && reason.code() == ReasonCode.ISSUER_ACCESS) {
            if (!accessIsRefused) {
                LOG.error("ALARM: issuer {} refuses us access ({})", issuer, reason.words());
            }
            accessIsRefused = true;
        } else if (accessIsRefused && outcomeClass != OutcomeClass.UNKNOWN && outcomeClass != OutcomeClass.NOT_SENT) {
            LOG.info("issuer {} no longer refuses us access", issuer);
            accessIsRefused = false;
        }
    }

    /** Told while {@link #ended} or {@link #ask} changes it, so by whoever has the gate. */
    private void changed(CircuitBreaker.StateTransition change) {
        term++;
        underWay = 0;
        changedAtNanos = nanoTime.getAsLong();
        // While it is tried out in vain there is nothing new to say.
        if (change == CircuitBreaker.StateTransition.CLOSED_TO_OPEN) {
            LOG.warn(
                    "issuer {}: nearly all of {} attempts failed; its cards wait while it is tried out",
                    issuer,
                    WINDOW);
        } else if (change == CircuitBreaker.StateTransition.HALF_OPEN_TO_CLOSED) {
            LOG.info("issuer {} answers again; its cards are sent", issuer);
        }
    }
}
