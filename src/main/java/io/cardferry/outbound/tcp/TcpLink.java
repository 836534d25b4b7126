package io.cardferry.outbound.tcp;

import io.cardferry.outbound.NotSentException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The kept connections to one host, shared by all exchanges with it. There is none before the first exchange. All that
 * changes does so on one event loop, so that nothing can come between looking at a connection and writing to it.
 *
 * @param <T> what an exchange is about; handed on with an answer that comes too late
 */
public final class TcpLink<T> implements AutoCloseable {

    private final TcpSettings settings;
    private final EventLoop loop;
    private final InFlight<T> inFlight;
    private final Echoes<T> echoes;
    private final List<Connection> connections;
    /** Those who wait for a connection, with what ends their wait. */
    private final Map<Exchange<T>, ScheduledFuture<?>> waiting = new LinkedHashMap<>();

    private boolean closed;

    /**
     * @param threads stay the caller's, who closes them after this
     * @param echo asked only if the settings have an {@code idleEcho}
     */
    public TcpLink(TcpSettings settings, TcpThreads threads, TcpAnswers<T> answers, TcpEcho echo) {
        this.settings = settings;
        this.loop = threads.loop();
        Callbacks callbacks = new Callbacks(settings.address(), threads.callbacks());
        this.inFlight = new InFlight<>(loop, settings.responseTimeout(), answers, callbacks, this::over);
        this.echoes = new Echoes<>(settings.address(), loop, echo, callbacks, inFlight, this::over);
        Bootstrap bootstrap = Wire.bootstrap(settings, loop, new OfFrames());
        NameLookup names = new NameLookup(settings.host(), threads.lookups());
        this.connections = IntStream.range(0, settings.connections())
                .mapToObj(each -> new Connection(settings, loop, bootstrap, names, new OfConnections()))
                .toList();
    }

    /**
     * Sends a message, and waits for its answer.
     *
     * @param message without its length
     * @param key by which its answer is matched
     * @param about handed on with an answer that comes when this has ended
     * @param sendUntilNanos by {@link System#nanoTime()}: not a byte leaves later
     */
    public TcpCall exchange(byte[] message, String key, T about, long sendUntilNanos) {
        Exchange<T> exchange = new Exchange<>(message, key, about, sendUntilNanos);
        try {
            loop.execute(() -> begin(exchange));
        } catch (RejectedExecutionException ended) {
            exchange.notSent("closed");
        }
        return exchange;
    }

    /** Whether a connection stands. */
    public boolean isUp() {
        return connections.stream().anyMatch(Connection::isUp);
    }

    /** Whether it may still owe an answer: an exchange ended without one, and not longer ago than this. */
    public boolean hasGivenUpWithin(Duration latest) {
        return inFlight.hasGivenUpWithin(latest);
    }

    /** Ends all connections; who waits for an answer has lost it. Does not wait for that. */
    @Override
    public void close() {
        try {
            loop.execute(() -> {
                closed = true;
                List.copyOf(waiting.keySet()).forEach(each -> notSent(each, new NotSentException("closed", null)));
                connections.forEach(
                        each -> each.close(inFlight.on(each.channel()).owes()));
            });
        } catch (RejectedExecutionException ended) {
            // The event loop has ended, and with it all connections.
            closed = true;
        }
    }

    private void begin(Exchange<T> exchange) {
        if (closed || loop.isShuttingDown()) {
            exchange.notSent("closed");
        } else if (exchange.message().length > settings.longest()) {
            exchange.notSent("longer than " + settings.longest() + " bytes");
        } else {
            channelFor(exchange).ifPresentOrElse(channel -> send(exchange, channel), () -> waitForConnection(exchange));
        }
    }

    private void waitForConnection(Exchange<T> exchange) {
        waiting.put(
                exchange,
                loop.schedule(
                        () -> notSent(exchange, new NotSentException("connect timeout", null)),
                        settings.connectTimeout().toNanos(),
                        TimeUnit.NANOSECONDS));
        if (connections.stream().noneMatch(Connection::isConnecting)) {
            connections.get(0).connect();
        }
    }

    private void send(Exchange<T> exchange, Channel channel) {
        if (exchange.isTooLateToSend()) {
            exchange.notSent("no time left to send it");
        } else if (inFlight.has(exchange.key())) {
            exchange.notSent("a message of the same key waits for its answer");
        } else if (!channel.isWritable()) {
            exchange.notSent("the host does not read");
        } else {
            inFlight.send(exchange, channel);
        }
    }

    private Optional<Channel> channelFor(Exchange<T> exchange) {
        return inFlight.boundTo(exchange).or(this::leastLoaded);
    }

    /** One that is silent may be dead: it would be the least loaded for ever. */
    private Optional<Channel> leastLoaded() {
        return connections.stream()
                .filter(Connection::isUp)
                .map(Connection::channel)
                .min(Comparator.comparing((Channel channel) -> !channel.isWritable())
                        .thenComparing(channel -> inFlight.on(channel).isSilent())
                        .thenComparing(channel -> inFlight.on(channel).size()));
    }

    private void notSent(Exchange<T> exchange, NotSentException why) {
        noLongerWaits(exchange);
        exchange.notSent(why);
    }

    private void noLongerWaits(Exchange<T> exchange) {
        ScheduledFuture<?> deadline = waiting.remove(exchange);
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void over(Channel channel, String reason) {
        of(channel).ifPresent(connection -> connection.over(reason));
    }

    private Optional<Connection> of(Channel channel) {
        return connections.stream()
                .filter(connection -> connection.channel() == channel)
                .findFirst();
    }

    private final class OfFrames implements FrameHandler.Listener {

        @Override
        public void frame(Channel channel, byte[] frame) {
            if (inFlight.came(channel, frame)) {
                of(channel).ifPresent(Connection::broughtAnAnswer);
            }
        }

        @Override
        public void idle(Channel channel) {
            echoes.ask(channel);
        }

        @Override
        public void over(Channel channel, String reason) {
            TcpLink.this.over(channel, reason);
        }
    }

    private final class OfConnections implements Connection.Listener {

        @Override
        public void stands() {
            connections.forEach(Connection::connectFirst);
            for (Exchange<T> exchange : List.copyOf(waiting.keySet())) {
                channelFor(exchange).ifPresent(channel -> {
                    noLongerWaits(exchange);
                    send(exchange, channel);
                });
            }
        }

        @Override
        public void failed(NotSentException why) {
            if (!isUp() && connections.stream().noneMatch(Connection::isConnecting)) {
                List.copyOf(waiting.keySet()).forEach(exchange -> notSent(exchange, why));
            }
        }

        @Override
        public void lost(Channel channel, String reason) {
            inFlight.lost(channel, reason);
        }
    }
}
