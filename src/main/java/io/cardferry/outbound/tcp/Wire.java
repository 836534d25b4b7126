package io.cardferry.outbound.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connection is made of, from the socket inwards: TLS, lengths, and who gets the messages. */
final class Wire {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    /** What may lie here when a host does not read: more than that is not sent. */
    private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

    private Wire() {}

    static Bootstrap bootstrap(TcpSettings settings, EventLoop loop, FrameHandler.Listener listener) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // Addresses are looked up elsewhere: Netty would do it on the event loop.
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        ChannelPipeline pipeline = channel.pipeline();
                        settings.tls().ifPresent(tls -> pipeline.addLast(tls(tls, settings)));
                        pipeline.addLast(new FrameDecoder(settings));
                        pipeline.addLast(new LengthFieldPrepender(
                                settings.header().bytes(), settings.header().countsItself()));
                        pipeline.addLast(new FrameHandler(listener));
                    }
                });
    }

    private static SslHandler tls(SSLContext context, TcpSettings settings) {
        SSLEngine engine = context.createSSLEngine(settings.host(), settings.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        // RFC 2818: the certificate must be the host's.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        // The connect timeout ends it.
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    /** Whether the system drops what it still has to send when the connection ends, however that comes about. */
    static void dropWhenClosed(Channel channel, boolean drop) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, drop ? 0 : -1);
        } catch (ChannelException lost) {
            // Some systems allow nothing any more with a connection that the host has reset.
            LOG.debug("No linger for a connection that is lost", lost);
        }
    }

    /**
     * Ends a connection so that nothing that is still here leaves later: not from Netty's buffers, which TLS would
     * flush, nor from the system's, which would go on for minutes with a host that does not read.
     */
    static void cut(Channel channel) {
        if (!channel.isOpen()) {
            return;
        }
        dropWhenClosed(channel, true);
        ChannelHandlerContext outermost = channel.pipeline().firstContext();
        if (outermost == null) {
            channel.close();
        } else {
            // Past the outermost handler: TLS would flush first, and say farewell.
            outermost.close();
        }
    }
}
