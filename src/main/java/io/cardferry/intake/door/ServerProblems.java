package io.cardferry.intake.door;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The server's own refusals (a request that can't be parsed, an ambiguous path) as problem documents. */
final class ServerProblems extends ErrorHandler {

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
