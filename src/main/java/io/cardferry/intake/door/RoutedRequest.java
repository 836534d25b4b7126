package io.cardferry.intake.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * A request as the routes get it: HEAD as GET (the server leaves the body away), with our own time limit, and without
 * parameters, because Camel makes message headers of them.
 */
final class RoutedRequest extends HttpServletRequestWrapper {

    private final HttpServletResponse response;
    private final Duration routeTime;

    /** @param response to which the route answers, perhaps on another thread */
    RoutedRequest(HttpServletRequest request, HttpServletResponse response, Duration routeTime) {
        super(request);
        this.response = response;
        this.routeTime = routeTime;
    }

    @Override
    public String getMethod() {
        String method = super.getMethod();
        return "HEAD".equals(method) ? "GET" : method;
    }

    /** The server's own limit is 30 s: as long as the longest wait that a caller may ask for. */
    @Override
    public AsyncContext startAsync() {
        AsyncContext context = super.startAsync(getRequest(), response);
        context.setTimeout(routeTime.toMillis());
        return context;
    }

    @Override
    public String getParameter(String name) {
        return null;
    }

    @Override
    public String[] getParameterValues(String name) {
        return null;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }
}
