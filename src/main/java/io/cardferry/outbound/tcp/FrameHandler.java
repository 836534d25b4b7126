package io.cardferry.outbound.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** Hands on what comes, and says in words why a connection ended. Exceptions' own texts may hold what came. */
final class FrameHandler extends SimpleChannelInboundHandler<ByteBuf> {

    private final Listener listener;

    FrameHandler(Listener listener) {
        this.listener = listener;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        // A length of 0 is how some hosts keep a connection alive.
        if (frame.isReadable()) {
            listener.frame(context.channel(), ByteBufUtil.getBytes(frame));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            listener.idle(context.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        listener.over(context.channel(), "closed by the host");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
        listener.over(context.channel(), reason(why));
    }

    private static String reason(Throwable why) {
        if (why instanceof ReadTimeoutException) {
            return "half a message came";
        }
        if (why instanceof TooLongFrameException) {
            return "a message came that is too long";
        }
        if (why instanceof SSLException || why.getCause() instanceof SSLException) {
            return "TLS failure";
        }
        if (why instanceof DecoderException) {
            return "a length came that can't be";
        }
        return why instanceof IOException ? "reset" : why.getClass().getSimpleName();
    }

    /** Called on the event loop. */
    interface Listener {

        void frame(Channel channel, byte[] frame);

        /** Nothing has come for a while. */
        void idle(Channel channel);

        /** It is closed, or what comes over it can't be trusted any more; told more than once. */
        void over(Channel channel, String reason);
    }
}
