package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.delivery.PausedIssuers;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.IssuerGateProcessor;
import io.cardferry.issuer.IssuerGates;
import io.cardferry.issuer.PacksInForce;
import io.cardferry.issuer.SendingPermission;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.IssuerPause;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Submission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes an issuer's gate, what waits, and that no permission is lost on the way. */
class GateRouteTest extends RouteTest {

    private static final Submission SUBMISSION = Examples.submission("c-1");
    private static final DueCard NEW = Examples.due("c-1");
    private static final DueCard SENT_BEFORE = new DueCard(NEW.card(), DueCard.Action.SEND_AGAIN);
    private static final DueCard IN_DOUBT = new DueCard(NEW.card(), DueCard.Action.INQUIRE);

    private final PausedIssuers paused = new PausedIssuers();
    private final AtomicLong nanos = new AtomicLong();
    private final IssuerGates gates = new IssuerGates(new PacksInForce(List.of(Examples.aurora())), paused, nanos::get);
    private final List<String> steps = new CopyOnWriteArrayList<>();

    GateRouteTest() {
        super("issuers/lanes", "issuers/gate");
    }

    /** Stands for the step that has a card wait. */
    public final class Holding {
        public void hold(DueCard due, SendingPermission refused) {
            assertThat(due).isIn(NEW, SENT_BEFORE);
            steps.add("hold: " + refused.refusal().code());
        }
    }

    /** Stands for the ledger. */
    public final class Cards {
        public Submission submission(CardRegistration card) {
            steps.add("open");
            return SUBMISSION;
        }
    }

    @Override
    void bind(Registry registry) {
        registry.bind("issuerGateProcessor", new IssuerGateProcessor(gates));
        registry.bind("heldCard", new Holding());
        registry.bind("cards", new Cards());
    }

    @BeforeEach
    void start() throws Exception {
        cutOff("take-up-card", "direct:inquire-issuer");
        cutOff("send-through-gate", "direct:submit-card", "direct:send-again");
        mock("direct:inquire-issuer", exchange -> steps.add("inquire"));
        mock("direct:submit-card", exchange -> steps.add("submit"));
        mock("direct:send-again", exchange -> steps.add("repeat"));
        context.start();
    }

    @Test
    void anOpenGateLetsPassWhatIsSentForTheFirstTimeAndOnceMore() {
        take(NEW);
        take(SENT_BEFORE);

        assertThat(steps).containsExactly("open", "submit", "repeat");
    }

    @Test
    void nothingIsOpenedOrSentToAPausedIssuerButItIsAsked() {
        paused.read(() -> List.of(new IssuerPause("aurora", Examples.NOW, null, "maintenance")));

        take(NEW);
        take(SENT_BEFORE);
        take(IN_DOUBT);

        assertThat(steps).containsExactly("hold: ISSUER_PAUSED", "hold: ISSUER_PAUSED", "inquire");
    }

    @Test
    void aDeadIssuersCardsAreHeldAndItsInquiriesGoOn() {
        openBreaker();

        take(NEW);
        take(IN_DOUBT);

        assertThat(steps).containsExactly("hold: " + ReasonCode.ISSUER_UNREACHABLE, "inquire");
    }

    @Test
    void whateverBecomesOfACardThatIsNotSentItsPermissionIsGivenBack() {
        openBreaker();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        mock("direct:submit-card", exchange -> exchange.setRouteStop(true));
        takeTenTimes();
        mock("direct:submit-card", exchange -> {
            throw new IllegalStateException("the intent can't be recorded");
        });
        takeTenTimes();

        assertThat(steps).hasSize(20).containsOnly("open");
        assertThat(gates.mayBeSent("aurora")).isEqualTo(3);
    }

    private void takeTenTimes() {
        for (int i = 0; i < 10; i++) {
            take(NEW);
        }
    }

    private void openBreaker() {
        Processor dead = exchange -> gates.attemptEnded(
                new EndedAttempt(
                        Examples.dispatch(SUBMISSION), Outcome.notSent("connection refused"), Duration.ofMillis(1)),
                exchange.getProperty("permission", SendingPermission.class));
        mock("direct:submit-card", dead);
        for (int i = 0; i < 50; i++) {
            take(NEW);
        }
        mock("direct:submit-card", exchange -> steps.add("submit"));
        steps.clear();
    }

    private void take(DueCard due) {
        send("direct:take-up-card", due);
    }
}
