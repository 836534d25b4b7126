package io.cardferry.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.ledger.LedgerUnavailableException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class SendFailureTest {

    private static final String QUEUE = "queue://replies";
    private static final String TEMPORARY = "temp-queue://ID:host-1:1";

    @Test
    void aBrokerThatCannotBeReachedIsNoFaultOfTheDestination() {
        JMSException away = new JMSException("could not connect");
        away.initCause(new ConnectException());

        assertThat(of(away, QUEUE)).isEqualTo(SendFailure.BROKER);
    }

    @Test
    void whatADestinationRefusesIsItsOwn() {
        assertThat(of(new JMSSecurityException("no"), QUEUE)).isEqualTo(SendFailure.DESTINATION);
        assertThat(of(new ResourceAllocationException("full"), QUEUE)).isEqualTo(SendFailure.DESTINATION);
        assertThat(of(new InvalidDestinationException("none"), QUEUE)).isEqualTo(SendFailure.DESTINATION);
    }

    @Test
    void aBrokerThatLetsNobodyInIsAway() {
        assertThat(SendFailure.of(new JMSSecurityException("who are you?"), QUEUE, false))
                .isEqualTo(SendFailure.BROKER);
    }

    @Test
    void aBrokerThatIsFullIsNoFaultOfTheDestination() {
        assertThat(SendFailure.of(new ResourceAllocationException("full"), QUEUE, false))
                .isEqualTo(SendFailure.BROKER);
    }

    @Test
    void aTemporaryQueueThatIsNotThereIsGone() {
        assertThat(of(new InvalidDestinationException("none"), TEMPORARY)).isEqualTo(SendFailure.GONE);
        assertThat(of(new JMSSecurityException("must not be created"), TEMPORARY))
                .isEqualTo(SendFailure.GONE);
        assertThat(of(new ResourceAllocationException("full"), TEMPORARY)).isEqualTo(SendFailure.DESTINATION);
    }

    @Test
    void aLedgerThatIsAwayIsNoFaultOfTheBroker() {
        assertThat(of(new LedgerUnavailableException("down", null), QUEUE)).isEqualTo(SendFailure.LEDGER);
    }

    @Test
    void whateverElseGoesWrongIsAboutThisOneMessage() {
        assertThat(of(new IllegalStateException(), QUEUE)).isEqualTo(SendFailure.DESTINATION);
    }

    /** As the routes' steps hand it on: wrapped. */
    private static SendFailure of(Exception failure, String destination) {
        return SendFailure.of(new RuntimeException(failure), destination, true);
    }
}
