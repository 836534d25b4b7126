package io.cardferry.outbound.tcp;

import io.cardferry.outbound.NotSentException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of a link's connections: made when it is first wanted, and again whenever it is lost. On the event loop. */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** What stood for so long was no host that takes connections and drops them. */
    private static final long GOOD_AFTER_NANOS = Duration.ofSeconds(10).toNanos();

    private final TcpSettings settings;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final NameLookup names;
    private final Listener listener;
    private final Pauses pauses = new Pauses();

    private Connecting connecting;
    private ScheduledFuture<?> pause;
    private boolean begun;
    private boolean closed;
    private boolean saidThatItFails;
    private boolean hasAnswered;
    private long standsSinceNanos;
    private volatile Channel channel;

    Connection(TcpSettings settings, EventLoop loop, Bootstrap bootstrap, NameLookup names, Listener listener) {
        this.settings = settings;
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.names = names;
        this.listener = listener;
    }

    /** From any thread. */
    boolean isUp() {
        Channel now = channel;
        return now != null && now.isActive();
    }

    boolean isConnecting() {
        return connecting != null;
    }

    /** {@code null} while there is none. */
    Channel channel() {
        return channel;
    }

    /** It is worth making it again at once. */
    void broughtAnAnswer() {
        hasAnswered = true;
    }

    /** Begins to connect, if it never did: the host is there. A later try waits for its pause. */
    void connectFirst() {
        if (!begun) {
            connect();
        }
    }

    /** Begins to connect, unless it stands or is being made already, and without regard to a pause. */
    void connect() {
        if (closed || loop.isShuttingDown() || connecting != null || channel != null) {
            return;
        }
        begun = true;
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
        Promise<Channel> standing = loop.newPromise();
        connecting = new Connecting(bootstrap, settings, standing);
        standing.addListener(done -> {
            connecting = null;
            if (done.isSuccess()) {
                stands(standing.getNow());
            } else {
                failed((NotSentException) done.cause());
            }
        });
        connecting.begin(names);
    }

    /** Ends it, and makes it again; does nothing if it is over already. */
    void over(String reason) {
        Channel lost = channel;
        if (lost == null) {
            return;
        }
        channel = null;
        Wire.cut(lost);
        if (!loop.isShuttingDown()) {
            LOG.info("Lost the connection to {}: {}", settings.address(), reason);
        }
        boolean wasGood = hasAnswered || System.nanoTime() - standsSinceNanos > GOOD_AFTER_NANOS;
        listener.lost(lost, reason);
        if (wasGood) {
            pauses.reset();
            connect();
        } else {
            connectLater();
        }
    }

    /** Ends it for ever. */
    void close(boolean atOnce) {
        closed = true;
        Channel last = channel;
        channel = null;
        if (connecting != null) {
            connecting.giveUp();
        }
        if (pause != null) {
            pause.cancel(false);
        }
        if (last == null) {
            return;
        }
        if (atOnce) {
            Wire.cut(last);
        } else {
            last.close();
        }
        listener.lost(last, "closed here");
    }

    private void stands(Channel made) {
        if (closed || !made.isActive()) {
            Wire.cut(made);
            failed(new NotSentException("no connection", null));
            return;
        }
        settings.idleEcho()
                .ifPresent(idle ->
                        made.pipeline().addFirst(new IdleStateHandler(idle.toNanos(), 0, 0, TimeUnit.NANOSECONDS)));
        channel = made;
        saidThatItFails = false;
        hasAnswered = false;
        standsSinceNanos = System.nanoTime();
        LOG.info("Connected to {}", settings.address());
        listener.stands();
    }

    private void failed(NotSentException why) {
        if (!closed && !saidThatItFails) {
            saidThatItFails = true;
            LOG.info("No connection to {}: {}; will be tried again", settings.address(), why.getMessage());
        }
        connectLater();
        listener.failed(why);
    }

    private void connectLater() {
        if (!closed && !loop.isShuttingDown() && pause == null && connecting == null) {
            pause = loop.schedule(
                    () -> {
                        pause = null;
                        connect();
                    },
                    pauses.nextMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    interface Listener {

        void stands();

        /** A try to connect failed. The next one comes by itself. */
        void failed(NotSentException why);

        /** Whatever was sent over it will get no answer over it. */
        void lost(Channel channel, String reason);
    }
}
