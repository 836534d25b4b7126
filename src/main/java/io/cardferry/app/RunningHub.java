package io.cardferry.app;

import java.net.URI;

/** A hub that serves. */
public interface RunningHub extends AutoCloseable {

    /** Where its API listens. */
    URI address();

    /** Stops taking requests, finishes or safely leaves what is in flight, and stops, within 15 seconds. */
    @Override
    void close();
}
