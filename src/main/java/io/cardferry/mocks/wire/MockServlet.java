package io.cardferry.mocks.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;

/** The Camel servlet; what a route answers is delivered as the route says ({@link Delivery#HEADER}). */
public final class MockServlet extends CamelHttpTransportServlet {

    private static final long serialVersionUID = 1L;

    private final transient Deliveries deliveries;

    public MockServlet(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        HeldResponse held = new HeldResponse(response);
        super.service(new Unformed(request), held);
        try {
            deliveries.deliver(request, response, held.content(), held.delivery());
        } catch (IOException callerHasGone) {
            Deliveries.closeConnection(response);
        }
    }

    /** What curl sends with {@code -d} calls itself a form, which Camel would take apart. Nothing here reads forms. */
    private static final class Unformed extends HttpServletRequestWrapper {

        Unformed(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            String type = super.getContentType();
            return type != null && type.startsWith("application/x-www-form-urlencoded") ? null : type;
        }
    }
}
