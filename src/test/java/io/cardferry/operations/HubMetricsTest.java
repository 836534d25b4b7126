package io.cardferry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.intake.HttpAnswer;
import io.cardferry.intake.jms.TakenMessages;
import io.cardferry.issuer.IssuerState;
import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import io.cardferry.registration.Uuid7;
import io.cardferry.source.SourceAnswer;
import io.cardferry.source.TimedAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubMetricsTest {

    private final HubMetrics metrics = new HubMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void registrationsAreCountedByWhatTheyCameTo() {
        metrics.registrationAccepted();
        metrics.registrationAccepted();
        metrics.registrationEnded(RegistrationStatus.COMPLETED);

        assertThat(metrics.scrape())
                .contains("cardferry_registrations_accepted_total 2.0")
                .contains("cardferry_registrations_ended_total{status=\"COMPLETED\"} 1.0");
    }

    @Test
    void cardsAreCountedByIssuerAndStatus() {
        metrics.cardChanged(card("aurora", Uuid7.next(), 1, CardStatus.APPROVED));

        assertThat(metrics.scrape()).contains("cardferry_cards_total{issuer=\"aurora\",status=\"APPROVED\"} 1.0");
    }

    @Test
    void operatorsActionsAreCountedByWhatTheyDid() {
        metrics.operatorActed(OperatorAction.REPLAY, 117);
        metrics.operatorActed(OperatorAction.DISCARD, 1);

        assertThat(metrics.scrape())
                .contains("cardferry_dead_letter_actions_total{action=\"replay\"} 117.0")
                .contains("cardferry_dead_letter_actions_total{action=\"discard\"} 1.0");
    }

    @Test
    void answersThatBelongToNothingOrCannotBeReadAreCountedByIssuerFromZeroOn() {
        metrics.issuersStand(List.of(new IssuerStanding(
                "cumulus", "Cumulus", Optional.empty(), IssuerState.UP, Optional.empty(), Map.of())));
        assertThat(metrics.scrape())
                .contains("cardferry_issuer_answers_unmatched_total{issuer=\"cumulus\"} 0.0")
                .contains("cardferry_issuer_answers_unreadable_total{issuer=\"cumulus\"} 0.0");

        metrics.answerUnmatched("cumulus");
        metrics.answerUnreadable("cumulus");
        metrics.answerUnreadable("cumulus");

        assertThat(metrics.scrape())
                .contains("cardferry_issuer_answers_unmatched_total{issuer=\"cumulus\"} 1.0")
                .contains("cardferry_issuer_answers_unreadable_total{issuer=\"cumulus\"} 2.0");
    }

    /** A source can name any issuer: each would be a time series for ever. */
    @Test
    void theNameOfAnIssuerThatIsNotOursIsNoLabel() {
        for (int i = 0; i < 5; i++) {
            metrics.cardChanged(card("invented-" + i, Uuid7.next(), 0, CardStatus.REJECTED));
            metrics.cardChanged(card(null, null, 0, CardStatus.REJECTED));
        }

        assertThat(metrics.scrape())
                .contains("cardferry_cards_total{issuer=\"none\",status=\"REJECTED\"} 10.0")
                .doesNotContain("invented");
    }

    @Test
    void callsOfASourceAreTimedByHowItAnswered() {
        SourceReport report = new SourceReport("phone-wallet", SourceStatus.LATE, false, 0, null);
        metrics.sourceAnswered(new TimedAnswer(new SourceAnswer(report, List.of(), "late"), Duration.ofMillis(2500)));

        assertThat(metrics.scrape())
                .contains("cardferry_source_calls_seconds_count{source=\"phone-wallet\",status=\"LATE\"} 1")
                .contains("cardferry_source_calls_seconds_sum{source=\"phone-wallet\",status=\"LATE\"} 2.5");
    }

    @Test
    void noIdIsEverALabel() {
        CardRegistration card = card("aurora", Uuid7.next(), 1, CardStatus.IN_DOUBT);
        metrics.cardChanged(card);

        assertThat(metrics.scrape())
                .doesNotContain(
                        card.cardRegistrationId().toString(),
                        card.registrationId().toString(),
                        card.issuerRequestId().toString(),
                        "c-1");
    }

    @Test
    void whatWaitsIsShownAsItStands() {
        int[] waiting = {3};
        metrics.watchQueue("ledger", () -> waiting[0]);
        assertThat(metrics.scrape()).contains("cardferry_queue_waiting{queue=\"ledger\"} 3.0");

        waiting[0] = 0;
        assertThat(metrics.scrape()).contains("cardferry_queue_waiting{queue=\"ledger\"} 0.0");
    }

    @Test
    void countersOfMessagesStandAtZeroFromTheStartSoThatNoAlarmMissesTheFirst() {
        assertThat(metrics.scrape())
                .contains("cardferry_messages_taken_total{result=\"invalid\"} 0.0")
                .contains("cardferry_outbox_total{kind=\"reply\",result=\"given-up\"} 0.0");

        metrics.messages().taken(TakenMessages.Result.INVALID);

        assertThat(metrics.scrape()).contains("cardferry_messages_taken_total{result=\"invalid\"} 1.0");
    }

    @Test
    void theBrokerIsShownAsItStands() {
        boolean[] here = {false};
        metrics.messages().watchBroker(() -> here[0]);
        metrics.messages().watchStore(() -> 81);
        assertThat(metrics.scrape()).contains("cardferry_broker_up 0.0", "cardferry_broker_store_percent 81.0");

        here[0] = true;
        assertThat(metrics.scrape()).contains("cardferry_broker_up 1.0");
    }

    @Test
    void thePageIsPrometheusText() {
        metrics.registrationAccepted();

        HttpAnswer page = new MetricsPage(metrics).show();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
                .contains("# TYPE cardferry_registrations_accepted_total counter");
    }

    private static CardRegistration card(String issuer, UUID requestId, int attempts, CardStatus status) {
        UUID id = Uuid7.next();
        return new CardRegistration(
                id,
                id,
                "c-1",
                null,
                issuer,
                null,
                null,
                status,
                false,
                requestId,
                null,
                null,
                attempts,
                AttemptTrail.NONE,
                null,
                List.of(),
                1);
    }
}
