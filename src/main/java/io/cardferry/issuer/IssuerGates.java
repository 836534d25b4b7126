package io.cardferry.issuer;

import io.cardferry.delivery.PausedIssuers;
import io.cardferry.delivery.SendingLimit;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.IssuerPause;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A gate per issuer. What a gate has learned holds for this hub only, and until it stops: it stays the issuer's, whichever
 * pack says how to speak with it. While an issuer has no pack, its cards wait.
 */
public final class IssuerGates implements SendingLimit {

    /** Why the cards of an issuer without a pack wait. */
    static final Reason WITHOUT_PACK =
            new Reason(ReasonCode.ISSUER_NOT_SUPPORTED, "not sent: the pack was taken out of use");

    private final PacksInForce packs;
    private final PausedIssuers paused;
    private final LongSupplier nanoTime;
    private final Map<String, IssuerGate> byIssuer = new ConcurrentHashMap<>();

    /** @param nanoTime as {@link System#nanoTime()} */
    public IssuerGates(PacksInForce packs, PausedIssuers paused, LongSupplier nanoTime) {
        this.packs = packs;
        this.paused = paused;
        this.nanoTime = nanoTime;
    }

    /** Asks whether the card may be sent now. */
    SendingPermission ask(CardRegistration card) {
        return gate(card.issuer()).map(IssuerGate::ask).orElseGet(() -> SendingPermission.refusedFor(WITHOUT_PACK));
    }

    /** A step of the route {@code send-card}: tells the gate how the attempt ended that it had let pass. */
    public void attemptEnded(EndedAttempt ended, SendingPermission permission) {
        permission.used(ended);
    }

    /** How it stands with an issuer; DEGRADED without a pack: its cards can't be sent. */
    public IssuerState state(String issuer) {
        return gate(issuer)
                .map(IssuerGate::state)
                .orElseGet(() -> pauseOf(issuer).isPresent() ? IssuerState.PAUSED : IssuerState.DEGRADED);
    }

    /** The issuer's pause that lasts. */
    public Optional<IssuerPause> pauseOf(String issuer) {
        return paused.pauseOf(issuer);
    }

    @Override
    public int mayBeSent(String issuer) {
        return gate(issuer).map(IssuerGate::room).orElse(0);
    }

    @Override
    public boolean canBeAsked(String issuer) {
        return packs.now().pack(issuer).flatMap(IssuerPack::inquiry).isPresent();
    }

    /** Empty if the issuer has no pack. */
    private Optional<IssuerGate> gate(String issuer) {
        return packs.now()
                .pack(issuer)
                .map(pack -> byIssuer.computeIfAbsent(
                        issuer,
                        id -> new IssuerGate(id, () -> paused.pauseOf(id).isPresent(), nanoTime)));
    }
}
