package io.cardferry.registration;

import static io.cardferry.registration.CardStatus.APPROVED;
import static io.cardferry.registration.CardStatus.DEAD_LETTERED;
import static io.cardferry.registration.CardStatus.DECLINED;
import static io.cardferry.registration.CardStatus.DISCARDED;
import static io.cardferry.registration.CardStatus.IN_DOUBT;
import static io.cardferry.registration.CardStatus.PENDING;
import static io.cardferry.registration.CardStatus.REJECTED;
import static io.cardferry.registration.CardStatus.RETRY_SCHEDULED;
import static io.cardferry.registration.CardStatus.SUBMITTING;
import static io.cardferry.registration.CardStatus.VERIFICATION_REQUIRED;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life of a card registration: which status may follow which, and where an outcome leads. The only place that
 * knows; the ledger refuses every change that is not in it.
 */
public final class CardLifecycle {

    private static final Map<CardStatus, Set<CardStatus>> NEXT = new EnumMap<>(Map.of(
            // RETRY_SCHEDULED before it was ever sent: its issuer is paused or out of reach.
            PENDING, EnumSet.of(SUBMITTING, RETRY_SCHEDULED, REJECTED, DEAD_LETTERED),
            SUBMITTING, EnumSet.of(APPROVED, DECLINED, VERIFICATION_REQUIRED, RETRY_SCHEDULED, IN_DOUBT, DEAD_LETTERED),
            // A decided answer settles the card however late it comes; REJECTED if it was never sent.
            RETRY_SCHEDULED, EnumSet.of(SUBMITTING, APPROVED, DECLINED, VERIFICATION_REQUIRED, REJECTED, DEAD_LETTERED),
            // The issuer says that it never saw the request: then doubt ends without a decision.
            IN_DOUBT, EnumSet.of(SUBMITTING, RETRY_SCHEDULED, APPROVED, DECLINED, VERIFICATION_REQUIRED, DEAD_LETTERED),
            // Settled by a late answer or an operator, replayed, or closed.
            DEAD_LETTERED,
                    EnumSet.of(RETRY_SCHEDULED, IN_DOUBT, APPROVED, DECLINED, VERIFICATION_REQUIRED, DISCARDED)));

    private CardLifecycle() {}

    /** Whether {@code to} may follow {@code from}. */
    public static boolean allows(CardStatus from, CardStatus to) {
        return NEXT.getOrDefault(from, Set.of()).contains(to);
    }

    /** @throws IllegalStateException if {@code to} may not follow {@code from} */
    public static void require(CardStatus from, CardStatus to) {
        if (!allows(from, to)) {
            throw new IllegalStateException("a card registration that is " + from + " never becomes " + to);
        }
    }

    /**
     * Where an attempt's outcome leads. Doubt sticks: once an attempt was unknown, an answer to a later one that is no
     * decision says nothing about the earlier one.
     *
     * @param inDoubt whether an earlier attempt is unknown
     */
    public static CardStatus after(boolean inDoubt, Outcome outcome) {
        return switch (outcome.outcomeClass()) {
            case DECIDED -> outcome.decision().status();
            case UNKNOWN -> IN_DOUBT;
            case NOT_SENT, NOT_PROCESSED -> inDoubt ? IN_DOUBT : RETRY_SCHEDULED;
            case REFUSED -> inDoubt ? IN_DOUBT : DEAD_LETTERED;
        };
    }

    /**
     * Where an inquiry's outcome leads: a decision settles, "never seen" ends the doubt, and anything else says nothing.
     *
     * @param outcome DECIDED, NOT_PROCESSED for "never seen", or another for an inquiry that was not answered
     */
    public static CardStatus afterInquiry(Outcome outcome) {
        return switch (outcome.outcomeClass()) {
            case DECIDED -> outcome.decision().status();
            case NOT_PROCESSED -> RETRY_SCHEDULED;
            case NOT_SENT, UNKNOWN, REFUSED -> IN_DOUBT;
        };
    }

    /**
     * Whether the hub may still send a card in this status, of its own accord or for an operator: so long it keeps what is
     * needed for that.
     */
    public static boolean mayBeSent(CardStatus status) {
        return NEXT.containsKey(status);
    }

    /** Whether an issuer's decision stands in this status. */
    public static boolean isDecided(CardStatus status) {
        return status == APPROVED || status == DECLINED || status == VERIFICATION_REQUIRED;
    }

    /**
     * Whether a card registration in this status keeps others of the same card from being made (docs/api.md,
     * <em>in force</em>).
     */
    public static boolean isInForce(CardStatus status, boolean inDoubt) {
        return switch (status) {
            case PENDING, SUBMITTING, RETRY_SCHEDULED, IN_DOUBT, VERIFICATION_REQUIRED, APPROVED -> true;
            case DEAD_LETTERED -> inDoubt;
            case DECLINED, REJECTED, DISCARDED -> false;
        };
    }
}
