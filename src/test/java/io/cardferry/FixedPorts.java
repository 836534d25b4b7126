package io.cardferry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ports that must be known before anybody listens there, or at which somebody listens again later, or nobody ever.
 * The system hands out none of them: they lie below the range ({@code net.ipv4.ip_local_port_range}, from 32768 on) from
 * which it takes the port of every {@code bind(0)} and the own port of every connection, which other tests make all the
 * time. Each of the tests' processes has a part for itself. Who only wants to listen somewhere binds port 0 instead.
 */
public final class FixedPorts {

    private static final int FIRST = 20_000;
    private static final int PARTS = 12;
    private static final int PART = 1_000;

    /** As the build file says; outside of it, there is one process only. */
    private static final int FORK = Integer.getInteger("cardferry.test.fork", 0);

    /** Two builds on one machine seldom begin at the same one. */
    private static long next = ProcessHandle.current().pid();

    private FixedPorts() {}

    /** A port that this process has not got for long, and at which nobody listens now. */
    public static synchronized int next() {
        for (int tried = 0; tried < PART; tried++) {
            int port = FIRST + FORK % PARTS * PART + (int) (next++ % PART);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port of this process's part is free: " + FORK);
    }

    private static boolean isFree(int port) {
        // At all addresses of the machine: it can't be had if any of them is taken.
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(port));
            return free.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
