package io.cardferry.outbound.tcp;

import io.cardferry.outbound.NotSentException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** One try to connect: addresses, TCP, TLS, all before one deadline. On the event loop. */
final class Connecting {

    private final Bootstrap bootstrap;
    private final Promise<Channel> standing;
    private final long deadlineNanos;
    private final ScheduledFuture<?> deadline;
    private final int port;
    private Channel channel;

    /**
     * @param bootstrap all but the address
     * @param standing becomes the connection, or fails with {@link NotSentException}
     */
    Connecting(Bootstrap bootstrap, TcpSettings settings, Promise<Channel> standing) {
        this.bootstrap = bootstrap;
        this.standing = standing;
        this.port = settings.port();
        this.deadlineNanos = System.nanoTime() + settings.connectTimeout().toNanos();
        this.deadline = bootstrap
                .config()
                .group()
                .schedule(
                        () -> failed(new SocketTimeoutException("the connect timeout is over")),
                        settings.connectTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    void begin(NameLookup names) {
        names.addresses().whenCompleteAsync(this::found, bootstrap.config().group());
    }

    /** Ends it, if it has not ended yet. */
    void giveUp() {
        failed(new SocketTimeoutException("given up"));
    }

    private void found(List<InetAddress> addresses, Throwable unknown) {
        if (unknown != null) {
            failed(unknown instanceof CompletionException ? unknown.getCause() : unknown);
        } else {
            connect(addresses);
        }
    }

    /** The first one; should it fail, the others. */
    private void connect(List<InetAddress> addresses) {
        if (standing.isDone()) {
            return;
        }
        // An address that leads nowhere must leave time for those behind it.
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()) / addresses.size();
        ChannelFuture connected = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE)))
                .connect(new InetSocketAddress(addresses.get(0), port));
        channel = connected.channel();
        connected.addListener(done -> {
            if (done.isSuccess()) {
                connected();
            } else if (addresses.size() > 1) {
                connect(addresses.subList(1, addresses.size()));
            } else {
                failed(done.cause());
            }
        });
    }

    private void connected() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            succeeded();
        } else {
            tls.handshakeFuture().addListener(this::shookHands);
        }
    }

    private void shookHands(Future<? super Channel> done) {
        if (done.isSuccess()) {
            succeeded();
        } else if (done.cause() instanceof NotSslRecordException) {
            // Its text is what the host sent.
            failed(new SSLException("the host does not speak TLS"));
        } else if (done.cause() instanceof SSLException) {
            failed(done.cause());
        } else {
            failed(new SSLException("the connection ended within the handshake", done.cause()));
        }
    }

    private void succeeded() {
        deadline.cancel(false);
        if (!standing.trySuccess(channel)) {
            Wire.cut(channel);
        }
    }

    private void failed(Throwable why) {
        deadline.cancel(false);
        Throwable known = why instanceof ConnectTimeoutException
                ? new SocketTimeoutException("the connect timeout is over")
                : why;
        if (standing.tryFailure(NotSentException.because(known)) && channel != null) {
            Wire.cut(channel);
        }
    }
}
