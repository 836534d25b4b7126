package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.Registration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisterRouteTest extends RouteTest {

    private static final String REGISTER = "direct:register";

    private final Registration registration = Examples.registration();
    private MockEndpoint submit;

    RegisterRouteTest() {
        super("registration/register");
    }

    @Override
    void bind(Registry registry) {}

    @BeforeEach
    void start() throws Exception {
        cutOff("register", "direct:discover-cards", "direct:lane-aurora");
        submit = getMockEndpoint("mock:direct:lane-aurora");
        context.start();
    }

    @Test
    void everyFoundCardGoesToItsIssuer() throws Exception {
        DueCard one = Examples.due("c-1");
        DueCard two = Examples.due("c-2");
        MockEndpoint discover =
                mock("direct:discover-cards", exchange -> exchange.getMessage().setBody(List.of(one, two)));
        discover.expectedBodiesReceived(registration);
        submit.expectedBodiesReceivedInAnyOrder(one, two);

        send(REGISTER, registration);

        discover.assertIsSatisfied();
        submit.assertIsSatisfied();
    }

    @Test
    void whereNoCardIsToBeSentNoIssuerIsAsked() throws Exception {
        mock("direct:discover-cards", exchange -> exchange.getMessage().setBody(List.of()));
        submit.expectedMessageCount(0);

        send(REGISTER, registration);

        submit.assertIsSatisfied();
    }

    @Test
    void oneCardsFailureKeepsNoOtherFromItsIssuer() throws Exception {
        DueCard bad = Examples.due("c-1");
        DueCard good = Examples.due("c-2");
        mock("direct:discover-cards", exchange -> exchange.getMessage().setBody(List.of(bad, good)));
        mock("direct:lane-aurora", exchange -> {
            if (exchange.getMessage().getBody() == bad) {
                throw new IllegalStateException();
            }
        });
        submit.expectedMessageCount(2);

        send(REGISTER, registration);

        submit.assertIsSatisfied();
    }

    @Test
    void aRegistrationWhoseDiscoveryFailsIsLeftToTheSweepWithoutAWordOfItsData() {
        mock("direct:discover-cards", exchange -> {
            throw new IllegalStateException("card 4111111111111111");
        });

        try (LogCapture log = LogCapture.begin()) {
            Exchange exchange = send(REGISTER, registration);

            assertThat(exchange.isFailed()).isFalse();
            assertThat(log.text())
                    .contains("route register failed with java.lang.IllegalStateException")
                    .contains("the sweep takes it up again")
                    .doesNotContain("4111111111111111", "assertion-canary", "acc/1001");
        }
    }
}
