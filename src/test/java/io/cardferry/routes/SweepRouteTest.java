package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Registration;
import io.cardferry.registration.Submission;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.StaleChangeException;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepRouteTest extends RouteTest {

    private final Registration registration = Examples.registration();
    private final Submission one = Examples.submission("c-1");
    private final Submission two = Examples.submission("c-2");
    private boolean ledgerIsDown;
    private MockEndpoint register;
    private MockEndpoint submit;

    SweepRouteTest() {
        super("delivery/sweep");
    }

    /** Stands for what is due. */
    public final class Due {
        public List<Registration> takeRegistrations() {
            if (ledgerIsDown) {
                throw new LedgerUnavailableException("the ledger can't commit", null);
            }
            return List.of(registration);
        }

        public List<CardRegistration> takeCards() {
            return List.of(Examples.card("gone", CardStatus.PENDING), one.card(), two.card());
        }
    }

    /** Stands for the ledger, which opens a taken card. */
    public final class Opening {
        public Submission submission(CardRegistration card) {
            return List.of(one, two).stream()
                    .filter(submission -> submission.card() == card)
                    .findFirst()
                    .orElseThrow(() -> new StaleChangeException("card registration has no card any more"));
        }
    }

    @Override
    void bind(Registry registry) {
        registry.bind("sweep", new Due());
        registry.bind("ledger", new Opening());
    }

    @Override
    public void configureContext(CamelContextConfiguration camel) {
        super.configureContext(camel);
        Properties properties = new Properties();
        properties.setProperty("cardferry.delivery.poll-interval", "1000");
        camel.withUseOverridePropertiesWithPropertiesComponent(properties);
    }

    @BeforeEach
    void start() throws Exception {
        startByHand("sweep-registrations");
        startByHand("sweep-cards");
        cutOff("sweep-registrations", "direct:register");
        cutOff("sweep-cards", "direct:submit-card");
        register = getMockEndpoint("mock:direct:register");
        submit = getMockEndpoint("mock:direct:submit-card");
        context.start();
    }

    @Test
    void dueRegistrationsGoTheSameWayAsNewOnes() throws Exception {
        register.expectedBodiesReceived(registration);

        send("direct:start-sweep-registrations", null);

        register.assertIsSatisfied();
    }

    @Test
    void dueCardsGoTheSameWayAsNewOnesAndOneThatIsGoneHoldsUpNoOther() throws Exception {
        submit.expectedBodiesReceived(one, two);

        send("direct:start-sweep-cards", null);

        submit.assertIsSatisfied();
    }

    @Test
    void aLedgerThatIsDownIsToldAndTriedAgain() {
        ledgerIsDown = true;

        try (LogCapture log = LogCapture.begin()) {
            Exchange exchange = send("direct:start-sweep-registrations", null);

            assertThat(exchange.isFailed()).isFalse();
            assertThat(log.text()).contains("route sweep-registrations: the ledger can't commit");
        }
    }
}
