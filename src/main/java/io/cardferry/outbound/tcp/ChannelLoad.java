package io.cardferry.outbound.tcp;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is under way on one connection. As long as it owes an answer, its end drops what the system still has to send: also
 * if this process is killed, a message must not leave when nobody waits for its answer any more.
 */
final class ChannelLoad<S> {

    private final Channel channel;
    private final Set<S> underWay = new LinkedHashSet<>();
    private boolean silent;

    ChannelLoad(Channel channel) {
        this.channel = channel;
    }

    void add(S sent) {
        boolean owed = owes();
        underWay.add(sent);
        changed(owed);
    }

    void remove(S sent) {
        boolean owed = owes();
        underWay.remove(sent);
        changed(owed);
    }

    void timedOut() {
        boolean owed = owes();
        silent = true;
        changed(owed);
    }

    void messageCame() {
        boolean owed = owes();
        silent = false;
        changed(owed);
    }

    /** Whether something has timed out since a message came: nobody knows whether what was sent has left. */
    boolean isSilent() {
        return silent;
    }

    boolean owes() {
        return silent || !underWay.isEmpty();
    }

    int size() {
        return underWay.size();
    }

    List<S> underWay() {
        return List.copyOf(underWay);
    }

    private void changed(boolean owed) {
        if (owes() != owed) {
            Wire.dropWhenClosed(channel, owes());
        }
    }
}
