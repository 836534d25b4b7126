package io.cardferry.outbound.tcp;

import io.cardferry.outbound.tcp.Memory.Ended;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** What was sent over a link and waits for its answer, whichever connection brings it. All on its event loop. */
final class InFlight<T> {

    private final EventLoop loop;
    private final Duration responseTimeout;
    private final TcpAnswers<T> answers;
    private final Callbacks callbacks;
    private final BiConsumer<Channel, String> over;
    private final Map<String, Sent<T>> byKey = new HashMap<>();
    private final Map<Channel, Set<Sent<T>>> byChannel = new HashMap<>();
    /** Apart from each other: answered ones are many, and must not push out those that are still to come. */
    private final Memory<T> unanswered = new Memory<>();

    private final Memory<T> answered = new Memory<>();
    private volatile int exchanges;

    /** @param over ends a connection, and says why */
    InFlight(
            EventLoop loop,
            Duration responseTimeout,
            TcpAnswers<T> answers,
            Callbacks callbacks,
            BiConsumer<Channel, String> over) {
        this.loop = loop;
        this.responseTimeout = responseTimeout;
        this.answers = answers;
        this.callbacks = callbacks;
        this.over = over;
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    int on(Channel channel) {
        return byChannel.getOrDefault(channel, Set.of()).size();
    }

    /** Without echoes. */
    int exchanges() {
        return exchanges;
    }

    /** From here on a byte may leave. */
    void send(Waiting<T> waiting, Channel channel) {
        ChannelPromise written = channel.newPromise();
        Sent<T> sent = new Sent<>(waiting, channel, written);
        sent.deadline = loop.schedule(() -> timedOut(sent), responseTimeout.toNanos(), TimeUnit.NANOSECONDS);
        add(sent);
        unanswered.forget(waiting.key());
        answered.forget(waiting.key());
        written.addListener(done -> {
            if (!done.isSuccess()) {
                over.accept(channel, "writing failed");
            }
        });
        channel.writeAndFlush(Unpooled.wrappedBuffer(waiting.message()), written);
    }

    /** @return whether somebody waited for it */
    boolean came(byte[] frame) {
        Optional<String> key = keyOf(frame);
        Sent<T> sent = key.map(byKey::get).orElse(null);
        if (sent != null) {
            remove(sent);
            answered.remember(sent.waiting);
            if (!sent.waiting.answered(frame)) {
                late(sent.waiting.about(), frame);
            }
            return true;
        }
        Optional<Ended<T>> ended = key.flatMap(known -> unanswered.of(known).or(() -> answered.of(known)));
        if (ended.isPresent()) {
            late(ended.get().another(), frame);
        } else {
            callbacks.run("an unmatched answer", () -> answers.unmatched(frame));
        }
        return false;
    }

    /** Ends all that were sent over a connection, which will bring no answer. Others may bring one yet. */
    void lost(Channel channel, String reason) {
        for (Sent<T> sent : List.copyOf(byChannel.getOrDefault(channel, Set.of()))) {
            remove(sent);
            unanswered.remember(sent.waiting);
            sent.waiting.lost(reason);
        }
    }

    private void timedOut(Sent<T> sent) {
        remove(sent);
        unanswered.remember(sent.waiting);
        sent.waiting.timedOut();
        if (!sent.written.isDone()) {
            // It must not leave when nobody waits any more.
            over.accept(sent.channel, "the host does not read");
        }
    }

    private Optional<String> keyOf(byte[] frame) {
        try {
            return answers.keyOf(frame);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private void late(Optional<T> about, byte[] frame) {
        about.ifPresent(known -> callbacks.run("a late answer", () -> answers.late(known, frame)));
    }

    private void add(Sent<T> sent) {
        byKey.put(sent.waiting.key(), sent);
        byChannel.computeIfAbsent(sent.channel, first -> new LinkedHashSet<>()).add(sent);
        exchanges += sent.waiting.about().isPresent() ? 1 : 0;
    }

    private void remove(Sent<T> sent) {
        sent.deadline.cancel(false);
        byKey.remove(sent.waiting.key());
        byChannel.computeIfPresent(sent.channel, (channel, others) -> {
            others.remove(sent);
            return others.isEmpty() ? null : others;
        });
        exchanges -= sent.waiting.about().isPresent() ? 1 : 0;
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
