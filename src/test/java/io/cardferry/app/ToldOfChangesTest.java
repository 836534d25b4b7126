package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
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
import org.junit.jupiter.api.Test;

class ToldOfChangesTest {

    private final LogCapture log = LogCapture.of(ToldOfChanges.class);

    @AfterEach
    void stopListening() {
        log.close();
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
        return log.messages();
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
