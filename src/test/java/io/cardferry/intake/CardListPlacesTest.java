package io.cardferry.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** How many card lists are made at once. */
class CardListPlacesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicBoolean room = new AtomicBoolean(true);
    private final CardListPlacesProcessor places = new CardListPlacesProcessor(2, room::get);

    @Test
    void moreThanThePlacesAreTurnedAwayUntilOneIsAnsweredOrHasFailed() {
        Exchange first = enter();
        Exchange second = enter();
        assertTurnedAway();

        end(first, false);
        Exchange third = enter();
        assertTurnedAway();

        end(second, true);
        end(third, false);
        enter();
        enter();
        assertTurnedAway();
    }

    @Test
    void withoutThreadsForItAListIsTurnedAwayAndTakesNoPlace() {
        room.set(false);
        assertTurnedAway();
        assertTurnedAway();

        room.set(true);
        enter();
        assertThatCode(this::enter).doesNotThrowAnyException();
    }

    private Exchange enter() {
        Exchange exchange = new DefaultExchange(camel);
        places.process(exchange);
        return exchange;
    }

    private static void end(Exchange exchange, boolean failed) {
        for (Synchronization completion : exchange.getExchangeExtension().handoverCompletions()) {
            if (failed) {
                completion.onFailure(exchange);
            } else {
                completion.onComplete(exchange);
            }
        }
    }

    private void assertTurnedAway() {
        assertThatThrownBy(this::enter)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        turnedAway -> assertThat(turnedAway.problem().code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
    }
}
