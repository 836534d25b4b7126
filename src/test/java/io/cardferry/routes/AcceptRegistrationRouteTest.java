package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.intake.Accepted;
import io.cardferry.registration.Acceptance.Kind;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptRegistrationRouteTest extends RouteTest {

    private static final String ACCEPT = "direct:accept-registration";

    private final Registration loaded = Examples.registration();
    private volatile Accepted accepted;
    private MockEndpoint register;

    AcceptRegistrationRouteTest() {
        super("registration/accept");
    }

    /** Stands for the step that commits. */
    public final class Acceptor {
        public Accepted accept(Object request) {
            if (accepted == null) {
                throw new LedgerUnavailableException("the ledger can't commit", null);
            }
            return accepted;
        }

        public Registration load(Accepted known) {
            return loaded;
        }
    }

    @Override
    void bind(Registry registry) {
        registry.bind("acceptRegistration", new Acceptor());
    }

    @BeforeEach
    void start() throws Exception {
        cutOff("start-registration", "direct:register");
        register = getMockEndpoint("mock:direct:register");
        context.start();
    }

    @Test
    void aNewRegistrationIsWorkedOnAtOnce() throws Exception {
        accepted = Examples.accepted(Kind.ACCEPTED, true);
        register.expectedBodiesReceived(loaded);

        send(ACCEPT, "request");

        register.assertIsSatisfied();
    }

    @Test
    void theCallerGetsTheAcceptanceWhileTheWorkGoesOn() {
        accepted = Examples.accepted(Kind.ACCEPTED, true);

        assertThat(send(ACCEPT, "request").getMessage().getBody()).isSameAs(accepted);
    }

    @Test
    void aRepeatedRequestStartsNothing() throws Exception {
        accepted = Examples.accepted(Kind.REPEATED, false);

        assertThat(send(ACCEPT, "request").getMessage().getBody()).isSameAs(accepted);

        assertNothingStarts();
    }

    @Test
    void whatFindsNoRoomIsLeftToTheSweep() throws Exception {
        accepted = Examples.accepted(Kind.ACCEPTED, false);

        assertThat(send(ACCEPT, "request").getMessage().getBody()).isSameAs(accepted);

        assertNothingStarts();
    }

    @Test
    void aRequestThatCannotBeCommittedIsTheCallersToKnowAndStartsNothing() throws Exception {
        accepted = null;

        Exchange exchange = send(ACCEPT, "request");

        assertThat(exchange.getException()).isInstanceOf(LedgerUnavailableException.class);
        assertNothingStarts();
    }

    /** Whatever was tapped off before now has arrived when a later one has. */
    private void assertNothingStarts() throws Exception {
        registrations.submit(() -> {}).get();
        register.expectedMessageCount(0);
        register.assertIsSatisfied();
    }
}
