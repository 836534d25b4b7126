package io.cardferry.issuer.jms;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.registration.CardRegistration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who in this hub waits for which reply: the queue of replies is shared by all hubs and all versions of a pack. There are
 * never more than the issuers' lanes have threads.
 */
public final class AwaitedReplies {

    private final Map<UUID, AwaitedReply> waiting = new ConcurrentHashMap<>();
    /** Their replies are in the hands of consumers that acknowledge them once they are recorded. */
    private final Map<UUID, AwaitedReply> answered = new ConcurrentHashMap<>();

    /** From now on a reply to this is expected. */
    AwaitedReply expect(Dispatch request) {
        AwaitedReply awaited = new AwaitedReply(request);
        waiting.put(awaited.requestId(), awaited);
        return awaited;
    }

    /** Nobody waits for it any more. */
    void forget(AwaitedReply awaited) {
        waiting.remove(awaited.requestId(), awaited);
    }

    /**
     * Gives a reply to who waits for it. Whoever got one here says {@link #release} in the end.
     *
     * @param issuer whose queue brought it: what another's says is not its word
     * @return empty if nobody here waits for a reply of this issuer's to this request
     */
    Optional<AwaitedReply> handOver(String issuer, UUID requestId, byte[] reply) {
        AwaitedReply awaited = waiting.get(requestId);
        if (awaited == null || !awaited.about().pack().id().equals(issuer)) {
            return Optional.empty();
        }
        // Before nobody waits any more: a second reply must find that the first is being recorded.
        answered.put(requestId, awaited);
        boolean isFirst = awaited.answer(reply);
        waiting.remove(requestId, awaited);
        if (isFirst) {
            return Optional.of(awaited);
        }
        if (!awaited.isAnswered()) {
            release(awaited);
        }
        return Optional.empty();
    }

    /** Whose reply came before, and is being recorded. */
    Optional<AwaitedReply> answeredBefore(UUID requestId) {
        return Optional.ofNullable(answered.get(requestId));
    }

    void release(AwaitedReply awaited) {
        answered.remove(awaited.requestId(), awaited);
    }

    /** A step of the route {@code record-outcome}: what came of an exchange is committed. */
    public void recorded(EndedAttempt ended) {
        AwaitedReply awaited = answered.get(ended.dispatch().card().issuerRequestId());
        if (awaited != null && awaited.about() == ended.dispatch()) {
            awaited.recorded();
        }
    }

    /** The cards whose requests have left and have no reply yet, as they were when they were sent. */
    public Collection<CardRegistration> sent() {
        return waiting.values().stream()
                .filter(AwaitedReply::hasLeft)
                .map(awaited -> awaited.about().card())
                .toList();
    }

    /** @param cards the ids of card registrations that others have done with: nobody here needs to wait for their replies */
    public void takenOver(Set<UUID> cards) {
        waiting.values().stream()
                .filter(awaited -> cards.contains(awaited.about().card().cardRegistrationId()))
                .forEach(AwaitedReply::takenOver);
    }
}
