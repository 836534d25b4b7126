package io.cardferry.app;

import java.net.URI;

/** A hub that serves. */
public interface RunningHub extends AutoCloseable {

    /** Where its HTTP API is, with the port that it really has. */
    URI address();

    /** Stops taking requests, finishes or safely leaves what is in flight; returns within 15 seconds. */
    @Override
    void close();
}
