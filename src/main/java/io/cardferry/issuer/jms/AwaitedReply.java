package io.cardferry.issuer.jms;

import io.cardferry.issuer.Dispatch;
import io.cardferry.outbound.NotSentException;
import io.cardferry.registration.ledger.StaleChangeException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One exchange with an issuer over JMS, from the moment its request is made until its reply has been recorded. */
public final class AwaitedReply {

    private final Dispatch about;
    private final UUID correlationId;
    private final long begunNanos = System.nanoTime();
    private final CompletableFuture<byte[]> reply = new CompletableFuture<>();
    private final CountDownLatch recorded = new CountDownLatch(1);
    private volatile boolean left;
    private volatile long leftNanos = begunNanos;

    AwaitedReply(Dispatch about) {
        this.about = about;
        // Every attempt is the same message. Of two questions about one request, each has an answer of its own: a
        // "never
        // seen" that comes late must not pass for the answer to the later one.
        this.correlationId = isInquiry() ? UUID.randomUUID() : requestId();
    }

    Dispatch about() {
        return about;
    }

    UUID requestId() {
        return about.card().issuerRequestId();
    }

    /** Under which it is sent: an attempt's is the request id, an inquiry's its own. */
    UUID correlationId() {
        return correlationId;
    }

    boolean isInquiry() {
        return about.purpose() == Dispatch.Purpose.INQUIRY;
    }

    /**
     * The last moment at which certainly nothing has left: there is a connection, and the message is made.
     *
     * @throws NotSentException if it is too late to send it
     */
    void leave() throws NotSentException {
        long now = System.nanoTime();
        Duration patience = about.pack().transport().connectTimeout();
        if (now - begunNanos > patience.toNanos()) {
            throw new NotSentException("connect timeout", null);
        }
        if (now - about.sendUntilNanos() > 0) {
            throw new NotSentException("no time left to send it", null);
        }
        leftNanos = now;
        left = true;
    }

    /** Whether a byte may have left. */
    boolean hasLeft() {
        return left;
    }

    /** When it left, or was begun if it has not, by {@link System#nanoTime()}. */
    long sentAtNanos() {
        return leftNanos;
    }

    /** @return false if nobody waits any more */
    boolean answer(byte[] body) {
        return reply.complete(body);
    }

    /** Whether a reply came, or nobody waits any more. */
    boolean isOver() {
        return reply.isDone();
    }

    /** Another hub, or an operator, has done with the card: nobody here needs to wait. */
    public void takenOver() {
        reply.completeExceptionally(new StaleChangeException(
                "card registration " + about.card().cardRegistrationId() + " was settled by somebody else"));
    }

    /**
     * Waits for the reply, until the response timeout after the request left. Afterwards nobody waits any more.
     *
     * @throws TimeoutException if there is none
     * @throws StaleChangeException if it is {@link #takenOver}
     */
    byte[] await() throws TimeoutException {
        long patience = about.pack().transport().responseTimeout().toNanos() - (System.nanoTime() - leftNanos);
        try {
            return reply.get(Math.max(0, patience), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return orAnsweredJustNow(late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return orAnsweredJustNow(new TimeoutException());
        } catch (ExecutionException e) {
            throw (StaleChangeException) e.getCause();
        }
    }

    /** Either who answers has the last word or who gives up, and each knows which. */
    private byte[] orAnsweredJustNow(TimeoutException late) throws TimeoutException {
        if (reply.completeExceptionally(late) || reply.isCompletedExceptionally()) {
            throw late;
        }
        return reply.join();
    }

    /** What the reply says is in the ledger. */
    void recorded() {
        recorded.countDown();
    }

    /** Waits until it is. */
    boolean awaitRecord(Duration patience) {
        try {
            return recorded.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
