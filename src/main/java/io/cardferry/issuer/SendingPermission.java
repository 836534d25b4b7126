package io.cardferry.issuer;

import io.cardferry.registration.Reason;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An issuer's gate's answer to whether a card may be sent now. One that is granted is used up by the attempt that it was
 * asked for, or given back; an issuer that is being tried out has only a few.
 */
public final class SendingPermission {

    private final IssuerGate gate;
    private final Reason refusal;
    /** The gate's, when it was granted; what it grants is counted anew with each of them. */
    private final long term;

    private final AtomicBoolean over = new AtomicBoolean();

    private SendingPermission(IssuerGate gate, Reason refusal, long term) {
        this.gate = gate;
        this.refusal = refusal;
        this.term = term;
    }

    static SendingPermission grantedBy(IssuerGate gate, long term) {
        return new SendingPermission(Objects.requireNonNull(gate, "gate"), null, term);
    }

    static SendingPermission refusedFor(Reason refusal) {
        return new SendingPermission(null, Objects.requireNonNull(refusal, "refusal"), 0);
    }

    /** Whether the card may be sent. */
    public boolean isGranted() {
        return refusal == null;
    }

    /** Why the card has to wait; {@code null} if it was granted. */
    public Reason refusal() {
        return refusal;
    }

    /** The attempt was made. Tells the gate how it ended. */
    void used(EndedAttempt ended) {
        if (isGranted() && over.compareAndSet(false, true)) {
            gate.ended(term, ended);
        }
    }

    /** There is no attempt, or none any more. Does nothing if it was used. */
    void giveBack() {
        if (isGranted() && over.compareAndSet(false, true)) {
            gate.givenBack(term);
        }
    }
}
