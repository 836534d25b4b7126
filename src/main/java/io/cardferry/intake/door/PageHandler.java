package io.cardferry.intake.door;

import io.cardferry.intake.HttpAnswer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Shows the door's own pages, each under one exact path; whatever else is asked for is the servlet's. A caller who has a
 * page already is told so (RFC 9110 section 13.1.2).
 */
final class PageHandler extends Handler.Wrapper {

    private final Map<String, Supplier<HttpAnswer>> pages;

    PageHandler(Handler servlet, Map<String, Supplier<HttpAnswer>> pages) {
        super(servlet);
        this.pages = Map.copyOf(pages);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // As it was spelled: neither decoded nor made canonical, so that no other spelling leads here.
        Supplier<HttpAnswer> page = pages.get(request.getHttpURI().getPath());
        if (page == null) {
            return super.handle(request, response, callback);
        }
        if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
            show(page.get(), request, response, callback);
        } else {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            ProblemPage.write(response, callback, ProblemPage.forStatus(405));
        }
        return true;
    }

    private static void show(HttpAnswer page, Request request, Response response, Callback callback) {
        page.headers().forEach(response.getHeaders()::put);
        if (isKnown(page.headers().get("ETag"), request)) {
            response.setStatus(304);
            response.write(true, null, callback);
            return;
        }
        response.setStatus(page.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.body().length);
        response.write(true, ByteBuffer.wrap(page.body()), callback);
    }

    private static boolean isKnown(String tag, Request request) {
        // Not read as CSV: the server's parser refuses weak tags, and none of ours holds a comma.
        String given = String.join(",", request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH));
        List<String> known = Arrays.stream(given.split(",")).map(String::strip).toList();
        return tag != null && (known.contains(tag) || known.contains("W/" + tag) || known.contains("*"));
    }
}
