package io.cardferry.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A route or route template as its file tells it.
 *
 * @param file where it stands, below {@code routes/}
 * @param id of the route or template
 * @param parameters of a template; empty for a route
 * @param from the endpoint that it begins with
 * @param period how often, for a timer
 * @param policy the id of its route configuration
 * @param exits where it sends messages, in the order of its steps
 */
record DocumentedRoute(
        Path file,
        String id,
        String description,
        boolean isTemplate,
        List<String> parameters,
        String from,
        Optional<String> period,
        String policy,
        List<Exit> exits) {

    /**
     * A step that sends messages elsewhere.
     *
     * @param eips the patterns that it stands in, and its own unless that is a plain {@code to}
     * @param uri the endpoint, or empty if only the running hub knows it
     * @param said the step's own id and description, in which a reader finds what such a step means
     */
    record Exit(List<String> eips, Optional<String> uri, String said) {}

    /** The folder, which is the concern that the route belongs to. */
    String folder() {
        return file.getParent().getFileName().toString();
    }

    boolean isReachedInside() {
        return from.startsWith("direct:");
    }
}
