package io.cardferry.issuer.jms;

import io.cardferry.issuer.IssuerAnswer;
import io.cardferry.issuer.IssuerPack;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Optional;
import java.util.UUID;

/** A reply that a consumer has taken and not acknowledged yet. */
public final class ReplyInHand {

    private final IssuerPack pack;
    private final Message message;
    private ReplyBody body;
    private AwaitedReply handedTo;
    private boolean settled;

    /** @param pack of the issuer whose queue it came from */
    ReplyInHand(IssuerPack pack, Message message) {
        this.pack = pack;
        this.message = message;
    }

    IssuerPack pack() {
        return pack;
    }

    /** As it came. */
    Message message() {
        return message;
    }

    /** Empty if there is none, or it is none of ours. */
    Optional<UUID> correlationId() {
        try {
            return Optional.ofNullable(message.getJMSCorrelationID())
                    .map(String::strip)
                    .map(UUID::fromString);
        } catch (IllegalArgumentException | JMSException another) {
            return Optional.empty();
        }
    }

    /** As this version of a pack reads it. */
    byte[] bodyFor(IssuerPack reader) {
        if (body == null) {
            body = ReplyBody.of(message);
        }
        return body.asReadBy(reader);
    }

    /** What it says to this version of a pack. */
    IssuerAnswer answerFor(IssuerPack reader) {
        return IssuerAnswer.ofMessage(bodyFor(reader));
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
