package io.cardferry.operations;

import io.cardferry.intake.HttpIntake;
import io.cardferry.intake.RequestProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.common.HttpMessage;

/** Takes from a request to {@code /v1/issuers/{id}/…} what {@link RequestProcessor} takes, and the issuer's id. */
public final class IssuerActionProcessor implements Processor {

    /** The id's place in the path, which begins with a slash. */
    private static final int ID = 3;

    private final RequestProcessor requests = new RequestProcessor();

    @Override
    public void process(Exchange exchange) {
        // From the path itself: Camel's header of this name can also come from a header of the request. The door has
        // seen to it that the path is spelled as its route has it.
        String path = exchange.getMessage(HttpMessage.class).getRequest().getPathInfo();
        requests.process(exchange);
        HttpIntake intake = exchange.getMessage().getBody(HttpIntake.class);
        exchange.getMessage().setBody(new IssuerAction(path.split("/", -1)[ID], intake));
    }
}
