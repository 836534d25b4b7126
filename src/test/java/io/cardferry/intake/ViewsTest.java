package io.cardferry.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.RegistrationStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewsTest {

    private static final String ID = Registrations.ID.toString();

    @Test
    void aRegistrationShowsEveryKeyOfTheContract() throws Exception {
        JsonNode view = RegistrationView.of(Registrations.with(
                RegistrationStatus.PROCESSING,
                null,
                Registrations.card(CardStatus.RETRY_SCHEDULED, Registrations.NOW),
                Registrations.unknownCard(Reason.of(ReasonCode.CARD_NOT_FOUND))));

        assertThat(view).isEqualTo(json("""
                {"registrationId":"%1$s","status":"PROCESSING","reason":null,
                 "account":{"id":"acc-1001"},"device":{"id":"tv-77","type":"TV","name":"Living room TV"},
                 "createdAt":"2026-11-22T10:15:00.123Z","updatedAt":"2026-11-22T10:15:00.123Z",
                 "discovery":{"complete":true,"sources":[
                   {"source":"phone-wallet","status":"OK","cards":1,"asOf":null}]},
                 "cards":[
                   {"cardRef":"c-1","source":"phone-wallet","issuer":"aurora","brand":"VISA","last4":"1111",
                    "status":"RETRY_SCHEDULED","inDoubt":false,"issuerRequestId":"%1$s","tokenReference":null,
                    "reason":null,"attempts":1,"nextAttemptAt":"2026-11-22T10:15:00.123Z",
                    "verificationMethods":[{"id":"m1","type":"SMS","hint":null}]},
                   {"cardRef":"c-9","source":null,"issuer":null,"brand":null,"last4":null,
                    "status":"REJECTED","inDoubt":false,"issuerRequestId":null,"tokenReference":null,
                    "reason":{"code":"card-not-found","detail":null},"attempts":0,"nextAttemptAt":null,
                    "verificationMethods":[]}]}""".formatted(ID)));
    }

    @Test
    void aFailedRegistrationSaysWhy() {
        Reason reason = new Reason(ReasonCode.NO_CARDS, "none");
        JsonNode view =
                RegistrationView.of(Registrations.with(RegistrationStatus.FAILED, reason, null, Registrations.NOW));

        assertThat(view.get("reason").toString()).isEqualTo("{\"code\":\"no-cards\",\"detail\":\"none\"}");
    }

    @Test
    void aDeviceWithoutANameShowsNoneAndAnEmptyNameIsShown() {
        assertThat(deviceNamed(null).has("name")).isFalse();
        assertThat(deviceNamed("").get("name").textValue()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CardStatus.class)
    void theNextAttemptIsShownWhileTheCardWaitsForOne(CardStatus status) {
        JsonNode view = RegistrationView.of(
                Registrations.with(RegistrationStatus.PROCESSING, null, Registrations.card(status, Registrations.NOW)));

        boolean waits = status == CardStatus.RETRY_SCHEDULED || status == CardStatus.IN_DOUBT;
        assertThat(view.at("/cards/0/nextAttemptAt").isNull()).isNotEqualTo(waits);
    }

    @Test
    void theAssertionIsNeverShown() {
        assertThat(RegistrationView.of(Registrations.with(RegistrationStatus.RECEIVED, null))
                        .toString())
                .doesNotContain("canary");
    }

    @Test
    void aHistoryLeavesOutWhatAnEntryDoesNotSay() throws Exception {
        JsonNode view = HistoryView.of(List.of(
                new HistoryEntry(Registrations.NOW, null, "received", null, "RECEIVED", null, null, null, null),
                new HistoryEntry(
                        Registrations.NOW,
                        "c-1",
                        "issuer-answered",
                        "SUBMITTING",
                        "APPROVED",
                        1,
                        "decided",
                        12L,
                        "x")));

        assertThat(json(view.toString())).isEqualTo(json("""
                {"entries":[
                  {"at":"2026-11-22T10:15:00.123Z","event":"received","to":"RECEIVED"},
                  {"at":"2026-11-22T10:15:00.123Z","cardRef":"c-1","event":"issuer-answered","from":"SUBMITTING",
                   "to":"APPROVED","attempt":1,"outcome":"decided","latencyMs":12,"detail":"x"}]}"""));
    }

    @Test
    void aProblemIsADocumentOfRfc9457() throws Exception {
        Problem problem = Problem.ofHeader(ProblemCode.TOO_MANY_REQUESTS, "Prefer", "x");
        HttpAnswer answer = Answers.problem(problem);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.headers()).containsEntry("Retry-After", "1");
        assertThat(JsonMapper.builder().build().readTree(answer.body())).isEqualTo(json("""
                {"type":"urn:cardferry:problem:too-many-requests","title":"Too many requests at once","status":429,"detail":"x",
                 "errors":[{"header":"Prefer","detail":"x"}]}"""));
    }

    private static JsonNode deviceNamed(String name) {
        return RegistrationView.of(Registrations.with(RegistrationStatus.RECEIVED, null, name, null))
                .get("device");
    }

    private static JsonNode json(String text) throws Exception {
        return JsonMapper.builder().build().readTree(text);
    }
}
