package io.cardferry.outbound.tcp;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks quiet connections whether the host is still there; one that does not answer is ended. On the event loop. */
final class Echoes<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Echoes.class);

    private final String address;
    private final EventLoop loop;
    private final TcpEcho echo;
    private final Callbacks callbacks;
    private final InFlight<T> inFlight;
    private final BiConsumer<Channel, String> over;
    /** Whose echo is being made, or waits for its answer. */
    private final Set<Channel> asked = new HashSet<>();

    /** @param over ends a connection, and says why */
    Echoes(
            String address,
            EventLoop loop,
            TcpEcho echo,
            Callbacks callbacks,
            InFlight<T> inFlight,
            BiConsumer<Channel, String> over) {
        this.address = address;
        this.loop = loop;
        this.echo = echo;
        this.callbacks = callbacks;
        this.inFlight = inFlight;
        this.over = over;
    }

    void ask(Channel channel) {
        if (asked.add(channel) && !callbacks.run("an echo", () -> make(channel))) {
            asked.remove(channel);
        }
    }

    /** On a thread that may wait. */
    private void make(Channel channel) {
        Optional<TcpEcho.Message> made = made();
        try {
            loop.execute(() -> send(made, channel));
        } catch (RejectedExecutionException closing) {
            LOG.debug("No echo to {}: closing", address);
        }
    }

    private Optional<TcpEcho.Message> made() {
        try {
            return Optional.of(echo.next());
        } catch (RuntimeException notNow) {
            LOG.debug("No echo to {} this time", address, notNow);
            return Optional.empty();
        }
    }

    private void send(Optional<TcpEcho.Message> made, Channel channel) {
        if (made.isPresent() && channel.isActive() && !inFlight.has(made.get().key())) {
            inFlight.send(new Asked(channel, made.get()), channel);
        } else {
            asked.remove(channel);
        }
    }

    private final class Asked implements Waiting<T> {

        private final Channel channel;
        private final TcpEcho.Message message;

        private Asked(Channel channel, TcpEcho.Message message) {
            this.channel = channel;
            this.message = message;
        }

        @Override
        public byte[] message() {
            return message.bytes();
        }

        @Override
        public String key() {
            return message.key();
        }

        @Override
        public Optional<T> about() {
            return Optional.empty();
        }

        @Override
        public boolean answered(byte[] frame) {
            asked.remove(channel);
            return true;
        }

        @Override
        public void timedOut() {
            asked.remove(channel);
            over.accept(channel, "an echo was not answered");
        }

        @Override
        public void lost(String reason) {
            asked.remove(channel);
        }
    }
}
