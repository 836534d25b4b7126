package io.cardferry.issuer;

import io.cardferry.delivery.PausedIssuers;
import io.cardferry.delivery.SendingLimit;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.IssuerPause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A gate per issuer with a pack. What a gate has learned holds for this hub only, and until it stops. */
public final class IssuerGates implements SendingLimit {

    private record Guarded(IssuerPack pack, IssuerGate gate) {}

    private final Map<String, Guarded> byIssuer = new HashMap<>();
    private final PausedIssuers paused;

    /**
     * @param packs the enabled packs
     * @param nanoTime as {@link System#nanoTime()}
     */
    public IssuerGates(List<IssuerPack> packs, PausedIssuers paused, LongSupplier nanoTime) {
        this.paused = paused;
        for (IssuerPack pack : packs) {
            String id = pack.id();
            byIssuer.put(
                    id,
                    new Guarded(
                            pack, new IssuerGate(id, () -> paused.pauseOf(id).isPresent(), nanoTime)));
        }
    }

    /** Asks whether the card may be sent now. */
    SendingPermission ask(CardRegistration card) {
        return guarded(card.issuer()).gate.ask();
    }

    /** A step of the route {@code send-card}: tells the gate how the attempt ended that it had let pass. */
    public void attemptEnded(EndedAttempt ended, SendingPermission permission) {
        permission.used(ended);
    }

    /** How it stands with an issuer; DEGRADED without a pack: its cards can't be sent. */
    public IssuerState state(String issuer) {
        if (byIssuer.containsKey(issuer)) {
            return guarded(issuer).gate.state();
        }
        return pauseOf(issuer).isPresent() ? IssuerState.PAUSED : IssuerState.DEGRADED;
    }

    /** The issuer's pause that lasts. */
    public Optional<IssuerPause> pauseOf(String issuer) {
        return paused.pauseOf(issuer);
    }

    @Override
    public int mayBeSent(String issuer) {
        return guarded(issuer).gate.room();
    }

    @Override
    public boolean canBeAsked(String issuer) {
        return guarded(issuer).pack.inquiry().isPresent();
    }

    private Guarded guarded(String issuer) {
        Guarded guarded = byIssuer.get(issuer);
        if (guarded == null) {
            throw new UnsupportedIssuer(issuer);
        }
        return guarded;
    }
}
