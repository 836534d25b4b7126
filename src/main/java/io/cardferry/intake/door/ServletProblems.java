package io.cardferry.intake.door;

import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The servlet context's refusals (no such path, method not allowed, a failure) as problem documents. */
final class ServletProblems extends ErrorPageErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        ProblemPage.write(response, callback, ProblemPage.forStatus(status));
    }
}
