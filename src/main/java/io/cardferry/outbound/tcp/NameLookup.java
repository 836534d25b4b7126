package io.cardferry.outbound.tcp;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Looks up a host's addresses, off the event loop, once for all who ask while a lookup is under way. */
final class NameLookup {

    private final String host;
    private final Executor threads;
    private CompletableFuture<List<InetAddress>> underWay;

    NameLookup(String host, Executor threads) {
        this.host = host;
        this.threads = threads;
    }

    /** On the event loop. Fails with an {@link UnknownHostException}, or another {@link IOException}. */
    CompletableFuture<List<InetAddress>> addresses() {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal == null && underWay != null && !underWay.isDone()) {
            return underWay;
        }
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        if (literal != null) {
            lookUp(found);
        } else {
            underWay = found;
            try {
                threads.execute(() -> lookUp(found));
            } catch (RejectedExecutionException tooMany) {
                found.completeExceptionally(new IOException("no thread for looking up a name", tooMany));
            }
        }
        return found;
    }

    private void lookUp(CompletableFuture<List<InetAddress>> found) {
        try {
            found.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException | RuntimeException unknown) {
            found.completeExceptionally(unknown);
        }
    }
}
