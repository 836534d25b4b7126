package io.cardferry.registration;

import java.time.Instant;

/**
 * What was done about a card registration so far, as far as its budget and its doubt depend on it.
 *
 * @param firstAttemptAt when the first attempt of all began, or {@code null}
 * @param lastSendAt until when something of it may still have been sent, or {@code null} if nothing ever was
 * @param budgetFrom when the first attempt since the card was found, or last replayed, began; {@code null} before it
 * @param budgetAttempts how many attempts there were since then
 * @param inquiries how often its issuer was asked since then
 * @param repeatForced whether an operator takes the risk of sending it once more, although it may have been processed
 */
public record AttemptTrail(
        Instant firstAttemptAt,
        Instant lastSendAt,
        Instant budgetFrom,
        int budgetAttempts,
        int inquiries,
        boolean repeatForced) {

    /** Nothing was done yet. */
    public static final AttemptTrail NONE = new AttemptTrail(null, null, null, 0, 0, false);

    public AttemptTrail {
        if (budgetAttempts < 0 || inquiries < 0) {
            throw new IllegalArgumentException("attempts and inquiries are counted from 0");
        }
    }

    /** The same after an exchange that ended at this moment: nothing of it can be sent later. */
    public AttemptTrail exchangeEnded(Instant at) {
        return new AttemptTrail(firstAttemptAt, at, budgetFrom, budgetAttempts, inquiries, repeatForced);
    }

    /** The same after another inquiry. */
    public AttemptTrail asked() {
        return new AttemptTrail(firstAttemptAt, lastSendAt, budgetFrom, budgetAttempts, inquiries + 1, repeatForced);
    }

    /** The same with a new budget. */
    public AttemptTrail replayed(Instant at, boolean forced) {
        return new AttemptTrail(firstAttemptAt, lastSendAt, at, 0, 0, forced);
    }

    /** Whether nothing was ever sent under the card's request id, so that its message is yet to be made. */
    public boolean isUnsent() {
        return firstAttemptAt == null;
    }
}
