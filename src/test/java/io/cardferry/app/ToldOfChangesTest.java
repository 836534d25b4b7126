package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cardferry.operations.HubMetrics;
import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Endings;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Uuid7;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ToldOfChangesTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(ToldOfChanges.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    void aCardThatWaitsForItsIssuerIsALine() {
        assertThat(told(ReasonCode.ISSUER_BUSY)).hasSize(1);
    }

    @Test
    void oneThatWaitsBecauseAnOperatorSaidSoIsNone() {
        assertThat(told(ReasonCode.ISSUER_PAUSED)).isEmpty();
    }

    private List<String> told(ReasonCode why) {
        try (HubMetrics metrics = new HubMetrics()) {
            new ToldOfChanges(new Endings(), metrics, () -> {}).cardChanged(waiting(why));
        }
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static CardRegistration waiting(ReasonCode why) {
        return new CardRegistration(
                Uuid7.next(),
                Uuid7.next(),
                "c-1",
                "phone-wallet",
                "aurora",
                "VISA",
                "1111",
                CardStatus.RETRY_SCHEDULED,
                false,
                Uuid7.next(),
                null,
                new Reason(why, "HTTP 401"),
                1,
                AttemptTrail.NONE,
                null,
                List.of(),
                1);
    }
}
