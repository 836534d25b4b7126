package io.cardferry.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.servlet.ServletEndpoint;
import org.apache.camel.http.base.HttpHelper;
import org.apache.camel.http.common.HttpMessage;

/**
 * The inner end of the intake's way in: leaves an {@link HttpIntake} as the body and no header at all. Camel turns
 * request headers into message headers, and some of those steer its components; so what is needed is taken from the
 * servlet request, by name.
 */
public final class RequestProcessor implements Processor {

    @Override
    public void process(Exchange exchange) {
        HttpServletRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        Message message = exchange.getMessage();
        byte[] body = message.getBody(byte[].class);
        String query = request.getQueryString();
        message.removeHeaders("*");
        message.setBody(new HttpIntake(
                headers(request, IdempotencyKeyHeader.NAME),
                headers(request, "Prefer"),
                headers(request, "traceparent"),
                headers(request, "Content-Type"),
                id(exchange, request, "registrationId", "no registration has this id"),
                id(exchange, request, "deadLetterId", "no dead letter has this id"),
                query == null ? "" : query,
                body == null ? new byte[0] : body));
    }

    private static List<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** Read from the path anew: Camel's header of this name can also come from a header of the request. */
    private static UUID id(Exchange exchange, HttpServletRequest request, String parameter, String unknown) {
        String template = ((ServletEndpoint) exchange.getFromEndpoint()).getPath();
        Map<String, Object> parameters = new HashMap<>();
        HttpHelper.evalPlaceholders(parameters, request.getPathInfo(), template);
        Object id = parameters.get(parameter);
        if (id == null) {
            return null;
        }
        return Uuids.read(id.toString()).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, unknown));
    }
}
