package io.cardferry.issuer.jms;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.registration.CardRegistration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who in this hub waits for which reply: the queue of replies is shared by all hubs and all versions of a pack. There are
 * never more than the issuers' lanes have threads, so looking at each is cheaper than a table for each way to look.
 */
public final class AwaitedReplies {

    private final Set<AwaitedReply> waiting = ConcurrentHashMap.newKeySet();
    /** Their replies are in the hands of consumers that acknowledge them once they are recorded. */
    private final Set<AwaitedReply> answered = ConcurrentHashMap.newKeySet();

    /** From now on a reply to this is expected. */
    AwaitedReply expect(Dispatch request) {
        AwaitedReply awaited = new AwaitedReply(request);
        waiting.add(awaited);
        return awaited;
    }

    /** Nobody waits for it any more. */
    void forget(AwaitedReply awaited) {
        waiting.remove(awaited);
    }

    /**
     * Who waits for word of a request.
     *
     * @param issuer whose queue brought it: what another's says is not its word
     * @return one at most, but for the moments in which one gives up and the next begins
     */
    List<AwaitedReply> about(String issuer, UUID requestId) {
        return waiting(issuer, awaited -> awaited.requestId().equals(requestId));
    }

    /** Who waits for the reply with this correlation id. */
    List<AwaitedReply> under(String issuer, UUID correlationId) {
        return waiting(issuer, awaited -> awaited.correlationId().equals(correlationId));
    }

    private List<AwaitedReply> waiting(String issuer, Predicate<AwaitedReply> isMeant) {
        return waiting.stream()
                .filter(awaited -> awaited.about().pack().id().equals(issuer))
                .filter(isMeant)
                .toList();
    }

    /**
     * Gives a reply to who waits for it. Whoever gave one here says {@link #release} in the end.
     *
     * @return false if another reply came first, or nobody waits any more
     */
    boolean handOver(AwaitedReply awaited, byte[] reply) {
        // Only one at a time may be told that its reply is the first, and nobody after it may enter it as answered
        // again.
        synchronized (awaited) {
            if (awaited.isOver()) {
                return false;
            }
            // Before nobody waits any more: a second reply must find that the first is being recorded.
            answered.add(awaited);
            boolean isFirst = awaited.answer(reply);
            if (isFirst) {
                waiting.remove(awaited);
            } else {
                // It was given up meanwhile.
                release(awaited);
            }
            return isFirst;
        }
    }

    /** Whose reply came before, and is being recorded. */
    Optional<AwaitedReply> answeredBefore(UUID requestId) {
        return answered.stream()
                .filter(awaited -> awaited.requestId().equals(requestId))
                .findFirst();
    }

    void release(AwaitedReply awaited) {
        answered.remove(awaited);
    }

    /** A step of the route {@code record-outcome}: what came of an exchange is committed. */
    public void recorded(EndedAttempt ended) {
        answered.stream().filter(awaited -> awaited.about() == ended.dispatch()).forEach(AwaitedReply::recorded);
    }

    /** Whose requests have left and have no reply yet. */
    public Collection<AwaitedReply> sent() {
        return waiting.stream().filter(AwaitedReply::hasLeft).toList();
    }

    /**
     * Ends the waits for what others have done with, if any request has left.
     *
     * @param changed tells which of these cards are of another version by now
     */
    public void endThoseOfOthers(Function<Collection<CardRegistration>, Set<UUID>> changed) {
        Collection<AwaitedReply> sent = sent();
        if (sent.isEmpty()) {
            return;
        }
        Set<UUID> cards = changed.apply(
                sent.stream().map(awaited -> awaited.about().card()).toList());
        // Of these, and not of what may have been sent of the same card since.
        sent.stream()
                .filter(awaited -> cards.contains(awaited.about().card().cardRegistrationId()))
                .forEach(AwaitedReply::takenOver);
    }
}
