package io.cardferry.issuer.jms;

import io.cardferry.issuer.IssuerPack;
import java.util.Optional;
import java.util.UUID;

/** A reply that a consumer has taken and not acknowledged yet. */
public final class ReplyInHand {

    private final IssuerPack pack;
    private final Optional<UUID> correlationId;
    private final byte[] body;
    private AwaitedReply handedTo;
    private boolean settled;

    /**
     * @param pack of the issuer whose queue it came from
     * @param correlationId empty if there is none, or it is no request id
     */
    ReplyInHand(IssuerPack pack, Optional<UUID> correlationId, byte[] body) {
        this.pack = pack;
        this.correlationId = correlationId;
        this.body = body;
    }

    IssuerPack pack() {
        return pack;
    }

    Optional<UUID> correlationId() {
        return correlationId;
    }

    byte[] body() {
        return body;
    }

    /** Who waited for it; empty if nobody here did. */
    Optional<AwaitedReply> handedTo() {
        return Optional.ofNullable(handedTo);
    }

    void handTo(AwaitedReply awaited) {
        handedTo = awaited;
    }

    /** Whether it may be acknowledged. */
    public boolean isSettled() {
        return settled;
    }

    void settle() {
        settled = true;
    }
}
