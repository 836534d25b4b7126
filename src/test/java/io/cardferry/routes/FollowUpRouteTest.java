package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.issuer.Dispatch;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a card is sent once more, and how an issuer is asked about it. */
class FollowUpRouteTest extends RouteTest {

    private final DueCard due = new DueCard(Examples.due("c-1").card(), DueCard.Action.INQUIRE);
    private final Dispatch question = Examples.dispatch(Examples.submission("c-1"));
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private RuntimeException failure;

    FollowUpRouteTest() {
        super("delivery/follow-up");
    }

    /** Stands for the steps that make what is sent. */
    public final class Steps {
        public Dispatch openMessage(DueCard given) {
            steps.add("open");
            return question;
        }

        public Dispatch recordRepeat(Dispatch given) {
            steps.add("intent");
            return given;
        }

        public Dispatch makeInquiry(DueCard given) {
            assertThat(given).isSameAs(due);
            steps.add("make");
            if (failure != null) {
                throw failure;
            }
            return question;
        }
    }

    /** Stands for the metrics. */
    public final class Measure {
        public void attemptEnded(Dispatch given) {
            steps.add("measure");
        }
    }

    @Override
    void bind(Registry registry) {
        registry.bind("cardFollowUp", new Steps());
        registry.bind("metrics", new Measure());
    }

    @BeforeEach
    void start() throws Exception {
        cutOff("send-again", "direct:send-card");
        mock("direct:send-card", exchange -> steps.add("send"));
        cutOff("inquire-issuer", "direct:issuer-*", "direct:record-outcome");
        mock(question.endpoint(), exchange -> steps.add("ask"));
        mock("direct:record-outcome", exchange -> steps.add("record"));
        context.start();
    }

    @Test
    void whatIsSentOnceMoreIsTheMessageThatWasKeptAndItsIntentIsCommittedBefore() {
        send("direct:send-again", due);

        assertThat(steps).containsExactly("open", "intent", "send");
    }

    @Test
    void aQuestionIsMadeAskedMeasuredAndWhatItBringsRecorded() {
        ask();

        assertThat(steps).containsExactly("make", "ask", "measure", "record");
    }

    @Test
    void aQuestionThatTheLedgerGivesNoNumberIsLeftToTheSweepAndNothingIsRecorded() {
        failure = new LedgerUnavailableException("the ledger can't commit", null);

        try (LogCapture log = LogCapture.begin()) {
            Exchange exchange = ask();

            assertThat(exchange.isFailed()).isFalse();
            assertThat(steps).containsExactly("make");
            assertThat(log.text()).contains("the ledger can't commit; the sweep takes it up again");
        }
    }

    private Exchange ask() {
        return send("direct:inquire-issuer", due);
    }
}
