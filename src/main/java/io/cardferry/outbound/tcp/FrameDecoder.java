package io.cardferry.outbound.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Cuts what comes into messages, and fails when one that began does not come to its end in time, however it drips. */
final class FrameDecoder extends LengthFieldBasedFrameDecoder {

    private final long wholeWithinMillis;
    private ScheduledFuture<?> deadline;
    private boolean cutOne;

    FrameDecoder(TcpSettings settings) {
        super(
                settings.header().bytes() + settings.longest(),
                0,
                settings.header().bytes(),
                settings.header().countsItself() ? -settings.header().bytes() : 0,
                settings.header().bytes());
        this.wholeWithinMillis = settings.responseTimeout().toMillis();
    }

    @Override
    protected Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        Object frame = super.decode(context, in);
        cutOne |= frame != null;
        return frame;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        cutOne = false;
        super.channelRead(context, message);
        boolean half = actualReadableBytes() > 0;
        // What is left after a whole message is the beginning of another one.
        if (cutOne || !half) {
            noDeadline();
        }
        if (half && deadline == null && context.channel().isActive()) {
            deadline = context.executor()
                    .schedule(
                            () -> context.fireExceptionCaught(ReadTimeoutException.INSTANCE),
                            wholeWithinMillis,
                            TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        noDeadline();
        super.channelInactive(context);
    }

    private void noDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
