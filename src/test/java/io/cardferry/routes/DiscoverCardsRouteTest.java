package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.source.AnsweredDiscovery;
import io.cardferry.source.CardDiscovery;
import io.cardferry.source.CardSource;
import io.cardferry.source.TimedAnswer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscoverCardsRouteTest extends RouteTest {

    private static final String DISCOVER = "direct:discover-cards";
    private static final String PHONE = "direct:source-phone-wallet";
    private static final String WATCH = "direct:source-watch-wallet";

    private final Registration registration = Examples.registration();
    private final TimedAnswer phone = Examples.answer("phone-wallet");
    private final TimedAnswer watch = Examples.answer("watch-wallet");
    private MockEndpoint recorded;

    DiscoverCardsRouteTest() {
        super("registration/discover-cards");
    }

    @Override
    void bind(Registry registry) {
        List<CardSource> sources = List.of(source("phone-wallet"), source("watch-wallet"));
        Set<String> ids = Set.of("phone-wallet", "watch-wallet");
        // Without a ledger: the step that records is cut off.
        registry.bind(
                "cardDiscovery", new CardDiscovery(sources, ids, card -> Optional.empty(), null, Clock.systemUTC()));
    }

    private static CardSource source(String id) {
        return Examples.source(id, URI.create("http://unused.invalid"), Duration.ofSeconds(1));
    }

    @BeforeEach
    void start() throws Exception {
        cutOff("ask-card-sources", "direct:source-*");
        AdviceWith.adviceWith(
                context,
                "discover-cards",
                false,
                route -> route.weaveById("record-discovery").replace().to("mock:record-discovery"));
        recorded = getMockEndpoint("mock:record-discovery");
        context.start();
    }

    @Test
    void theAnswersOfAllSourcesArePutBesideTheRegistrationInTheConfiguredOrder() throws Exception {
        mock(WATCH, answering(watch));
        mock(PHONE, answering(phone));

        assertThat(discovered()).isEqualTo(new AnsweredDiscovery(registration, List.of(phone, watch)));
    }

    @Test
    void everySourceGetsTheQuestion() throws Exception {
        MockEndpoint askedPhone = mock(PHONE, answering(phone));
        MockEndpoint askedWatch = mock(WATCH, answering(watch));
        askedPhone.expectedBodiesReceived(registration.question());
        askedWatch.expectedBodiesReceived(registration.question());

        discovered();

        askedPhone.assertIsSatisfied();
        askedWatch.assertIsSatisfied();
    }

    @Test
    void theSourcesAreAskedAtTheSameTime() throws Exception {
        CyclicBarrier bothAreAsked = new CyclicBarrier(2);
        mock(PHONE, together(bothAreAsked, phone));
        mock(WATCH, together(bothAreAsked, watch));

        assertThat(discovered().answers()).containsExactly(phone, watch);
    }

    @Test
    void aSourceThatIsSlowLosesNoneOfTheOthersAnswers() throws Exception {
        CyclicBarrier watchHasAnswered = new CyclicBarrier(2);
        mock(WATCH, together(watchHasAnswered, watch));
        mock(PHONE, exchange -> {
            watchHasAnswered.await(20, TimeUnit.SECONDS);
            answering(phone).process(exchange);
        });

        assertThat(discovered().answers()).containsExactly(phone, watch);
    }

    @Test
    void nothingIsRecordedWhenASourcesRouteItselfFails() throws Exception {
        mock(PHONE, answering(phone));
        mock(WATCH, exchange -> {
            throw new LedgerUnavailableException("a step failed", null);
        });
        recorded.expectedMessageCount(0);

        Exchange exchange = send(DISCOVER, registration);

        assertThat(exchange.isFailed()).isTrue();
        recorded.assertIsSatisfied();
    }

    private AnsweredDiscovery discovered() throws Exception {
        recorded.expectedMessageCount(1);
        send(DISCOVER, registration);
        recorded.assertIsSatisfied();
        return recorded.getExchanges().get(0).getMessage().getMandatoryBody(AnsweredDiscovery.class);
    }

    private static Processor answering(TimedAnswer answer) {
        return exchange -> exchange.getMessage().setBody(answer);
    }

    private static Processor together(CyclicBarrier barrier, TimedAnswer answer) {
        return exchange -> {
            barrier.await(20, TimeUnit.SECONDS);
            answering(answer).process(exchange);
        };
    }
}
