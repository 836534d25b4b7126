package io.cardferry.app;

import java.net.URI;
import java.util.Optional;

/** A hub that serves. */
public interface RunningHub extends AutoCloseable {

    /** Where its API listens. */
    URI address();

    /** Where programs within this process find its embedded broker; empty if it has none. */
    Optional<URI> embeddedBroker();

    /** Stops taking requests, finishes or safely leaves what is in flight, and stops, within 15 seconds. */
    @Override
    void close();
}
