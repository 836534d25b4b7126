package io.cardferry.intake.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.http.common.HttpConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Camel servlet, with HTTP's manners: HEAD answers as GET does, a method that a path does not have gets an
 * {@code Allow} header, and no failure is logged with its text.
 */
final class RouteServlet extends CamelHttpTransportServlet {

    private static final Logger LOG = LoggerFactory.getLogger(RouteServlet.class);

    /** OPTIONS and TRACE are not: the API needs neither, and TRACE would echo what a caller sent. */
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** What a segment may hold that stands for a parameter: an id, and nothing that could mean something else. */
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._~-]+");

    private final Duration routeTime;

    RouteServlet(Duration routeTime) {
        this.routeTime = routeTime;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse answer) {
        HttpServletResponse response = new CacheControl(request, answer);
        RoutedRequest routed = new RoutedRequest(request, response, routeTime);
        try {
            if (isRouted(routed, routed.getMethod())) {
                handleService(routed, response);
            } else {
                refuse(routed, response);
            }
        } catch (RejectedExecutionException e) {
            LOG.warn("no room to begin a route: every thread of its pool is busy and the pool's queue is full");
            sendError(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } catch (Exception e) {
            LOG.error("a request failed before its route: {}", e.getClass().getName());
            sendError(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    /** Camel overlooks case, a slash at the end and parameters of segments; a gateway before us may not. */
    private boolean isSpelledExactly(HttpServletRequest request, String method) {
        String[] asked = request.getRequestURI().split("/", -1);
        return getConsumers().values().stream()
                .filter(consumer -> List.of(methodsOf(consumer).split(",")).contains(method))
                .map(consumer -> consumer.getPath().split("/", -1))
                .anyMatch(path -> isSpelledAs(path, asked));
    }

    private static String methodsOf(HttpConsumer consumer) {
        return String.valueOf(consumer.getEndpoint().getHttpMethodRestrict());
    }

    private static boolean isSpelledAs(String[] path, String[] asked) {
        boolean same = path.length == asked.length;
        for (int i = 0; same && i < path.length; i++) {
            same = path[i].equals(asked[i])
                    || path[i].startsWith("{") && PARAMETER.matcher(asked[i]).matches();
        }
        return same;
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> allowed = new ArrayList<>();
        for (String method : METHODS) {
            if (isRouted(request, method)) {
                allowed.add(method);
            }
        }
        if (allowed.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (allowed.contains("GET")) {
            allowed.add(1, "HEAD");
        }
        response.setHeader("Allow", String.join(", ", allowed));
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    private boolean isRouted(HttpServletRequest request, String method) {
        return METHODS.contains(method)
                && isSpelledExactly(request, method)
                && getServletResolveConsumerStrategy().isHttpMethodAllowed(request, method, getConsumers());
    }
}
