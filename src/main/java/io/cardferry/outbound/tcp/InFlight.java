package io.cardferry.outbound.tcp;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** What was sent over a link and waits for its answer, whichever connection brings it. All on its event loop. */
final class InFlight<T> {

    private final EventLoop loop;
    private final Duration responseTimeout;
    private final TcpAnswers<T> answers;
    private final Callbacks callbacks;
    private final Listener listener;
    private final Map<String, Sent<T>> byKey = new HashMap<>();
    /** Of connections that stand, and were ever used. */
    private final Map<Channel, ChannelLoad<Sent<T>>> loads = new HashMap<>();
    /** Apart from each other: answered ones are many, and must not push out those that are still to come. */
    private final Memory<Ended<T>> unanswered = new Memory<>();

    private final Memory<Ended<T>> answered = new Memory<>();
    /** Over which connection the latest message about a subject went, until it is answered. */
    private final Memory<Channel> bySubject = new Memory<>();

    /** {@code null} if none was ever given up. */
    private volatile Long givenUpAtNanos;

    InFlight(EventLoop loop, Duration responseTimeout, TcpAnswers<T> answers, Callbacks callbacks, Listener listener) {
        this.loop = loop;
        this.responseTimeout = responseTimeout;
        this.answers = answers;
        this.callbacks = callbacks;
        this.listener = listener;
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    ChannelLoad<?> on(Channel channel) {
        ChannelLoad<?> load = loads.get(channel);
        return load == null ? new ChannelLoad<>(channel) : load;
    }

    /** The connection that has to bring this, for what it is about is under way there, or was given up. */
    Optional<Channel> boundTo(Waiting<T> waiting) {
        return waiting.about()
                .flatMap(answers::subjectOf)
                .flatMap(bySubject::of)
                .filter(Channel::isActive);
    }

    /** From any thread. */
    boolean hasGivenUpWithin(Duration latest) {
        Long at = givenUpAtNanos;
        return at != null && System.nanoTime() - at <= latest.toNanos();
    }

    /** From here on a byte may leave. */
    void send(Waiting<T> waiting, Channel channel) {
        ChannelPromise written = channel.newPromise();
        Sent<T> sent = new Sent<>(waiting, channel, written);
        sent.deadline = loop.schedule(() -> timedOut(sent), responseTimeout.toNanos(), TimeUnit.NANOSECONDS);
        byKey.put(waiting.key(), sent);
        loads.computeIfAbsent(channel, ChannelLoad::new).add(sent);
        waiting.about().flatMap(answers::subjectOf).ifPresent(subject -> bySubject.remember(subject, channel));
        unanswered.forget(waiting.key());
        answered.forget(waiting.key());
        written.addListener(done -> {
            if (!done.isSuccess()) {
                listener.mustEnd(channel, "writing failed");
            }
        });
        waiting.sent();
        channel.writeAndFlush(Unpooled.wrappedBuffer(waiting.message()), written);
    }

    /** @return whether somebody waited for it */
    boolean came(Channel channel, byte[] frame) {
        Optional.ofNullable(loads.get(channel)).ifPresent(ChannelLoad::messageCame);
        Optional<String> key = keyOf(frame);
        Sent<T> sent = key.map(byKey::get).orElse(null);
        if (sent != null) {
            answered(sent, frame);
            return true;
        }
        Optional<Ended<T>> ended = key.flatMap(known -> unanswered.of(known).or(() -> answered.of(known)));
        if (ended.isPresent()) {
            late(ended.get(), frame);
        } else {
            callbacks.run("an unmatched answer", () -> answers.unmatched(frame));
        }
        return false;
    }

    /** Ends all that were sent over a connection, which will bring no answer. Others may bring one yet. */
    void lost(Channel channel, String reason) {
        ChannelLoad<Sent<T>> load = loads.remove(channel);
        // What it had not sent yet is gone with it.
        bySubject.forgetAll(channel::equals);
        if (load != null) {
            for (Sent<T> sent : load.underWay()) {
                giveUp(sent);
                sent.waiting.lost(reason);
            }
        }
    }

    private void timedOut(Sent<T> sent) {
        giveUp(sent);
        sent.waiting.timedOut();
        ChannelLoad<Sent<T>> load = loads.get(sent.channel);
        if (!sent.written.isDone()) {
            // It must not leave when nobody waits any more.
            listener.mustEnd(sent.channel, "the host does not read");
        } else if (load != null) {
            load.timedOut();
        }
    }

    private void answered(Sent<T> sent, byte[] frame) {
        remove(sent);
        // So the host has read whatever went before it over that connection.
        sent.waiting.about().flatMap(answers::subjectOf).ifPresent(bySubject::forget);
        if (sent.waiting.answered(frame)) {
            answered.remember(sent.waiting.key(), Ended.answered(sent.waiting));
        } else {
            Ended<T> left = Ended.unanswered(sent.waiting);
            unanswered.remember(sent.waiting.key(), left);
            late(left, frame);
        }
    }

    private void giveUp(Sent<T> sent) {
        remove(sent);
        unanswered.remember(sent.waiting.key(), Ended.unanswered(sent.waiting));
        if (sent.waiting.about().isPresent()) {
            givenUpAtNanos = System.nanoTime();
        }
    }

    private Optional<String> keyOf(byte[] frame) {
        try {
            return answers.keyOf(frame);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private void late(Ended<T> ended, byte[] frame) {
        ended.about().ifPresent(about -> {
            Runnable work = () -> answers.late(about, frame);
            if (ended.isTheFirstAnswer()) {
                callbacks.runFirst("a late answer", work);
            } else {
                callbacks.run("another answer", work);
            }
        });
    }

    private void remove(Sent<T> sent) {
        sent.deadline.cancel(false);
        byKey.remove(sent.waiting.key());
        Optional.ofNullable(loads.get(sent.channel)).ifPresent(load -> load.remove(sent));
    }

    /** Of the link; on its event loop. */
    interface Listener {

        /** @param reason for people, without addresses or data */
        void mustEnd(Channel channel, String reason);
    }

    private static final class Sent<T> {
        private final Waiting<T> waiting;
        private final Channel channel;
        private final ChannelPromise written;
        private ScheduledFuture<?> deadline;

        private Sent(Waiting<T> waiting, Channel channel, ChannelPromise written) {
            this.waiting = waiting;
            this.channel = channel;
            this.written = written;
        }
    }
}
