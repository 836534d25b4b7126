package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.util.ArrayList;
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
    private final DueCard one = Examples.due("c-1");
    private final DueCard bad = Examples.due("c-2");
    private final DueCard two = Examples.due("c-3");
    private final List<String> steps = new ArrayList<>();
    private boolean ledgerIsDown;
    private MockEndpoint register;
    private MockEndpoint submit;

    SweepRouteTest() {
        super("delivery/sweep", "delivery/sweep-cards");
    }

    /** Stands for what is due. */
    public final class Due {
        public List<Registration> takeRegistrations() {
            if (ledgerIsDown) {
                throw new LedgerUnavailableException("the ledger can't commit", null);
            }
            return List.of(registration);
        }

        public boolean isTimeForCards() {
            return true;
        }

        public void readPauses() {
            steps.add("read pauses");
        }

        public List<DueCard> takeCards() {
            steps.add("take");
            return List.of(one, bad, two);
        }
    }

    @Override
    void bind(Registry registry) {
        registry.bind("sweep", new Due());
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
        cutOff("sweep-cards", "direct:lane-aurora");
        register = getMockEndpoint("mock:direct:register");
        submit = getMockEndpoint("mock:direct:lane-aurora");
        context.start();
    }

    @Test
    void dueRegistrationsGoTheSameWayAsNewOnes() throws Exception {
        register.expectedBodiesReceived(registration);

        send("direct:start-sweep-registrations", null);

        register.assertIsSatisfied();
    }

    @Test
    void dueCardsGoToTheirIssuersLaneAndOneThatFailsHoldsUpNoOther() throws Exception {
        mock("direct:lane-aurora", exchange -> {
            if (exchange.getMessage().getBody() == bad) {
                throw new IllegalStateException();
            }
        });
        submit.expectedBodiesReceived(one, bad, two);

        send("direct:start-sweep-cards", null);

        submit.assertIsSatisfied();
    }

    @Test
    void noCardIsTakenBeforeItIsKnownWhichIssuersArePaused() {
        send("direct:start-sweep-cards", null);

        assertThat(steps).containsExactly("read pauses", "take");
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
