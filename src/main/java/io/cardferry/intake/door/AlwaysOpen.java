package io.cardferry.intake.door;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets questions about the hub's health past the limit of open requests: many callers that wait for a slow issuer are no
 * reason to call the hub dead and restart it. These answers are quick, and have no body to read.
 */
final class AlwaysOpen extends Handler.Wrapper {

    private final Handler servlet;

    AlwaysOpen(Handler limited, Handler servlet) {
        super(limited);
        this.servlet = servlet;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return isAboutHealth(request)
                ? servlet.handle(request, response, callback)
                : super.handle(request, response, callback);
    }

    private static boolean isAboutHealth(Request request) {
        String path = Request.getPathInContext(request);
        boolean reads = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        return reads && (path.startsWith("/health/") || path.equals("/metrics"));
    }
}
