package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the hub does about an issuer that does not decide at once: it tries again, or asks, or gives up visibly. */
class DeliveryTest {

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.aurora.response-timeout", "700ms")
            .with("cardferry.issuers.aurora.retry.first-delay", "100ms")
            .with("cardferry.issuers.aurora.retry.max-delay", "1s")
            .with("cardferry.issuers.aurora.retry.max-attempts", "3")
            .with("cardferry.issuers.aurora.inquiry.not-before", "0s");

    private static final Reply NEVER_SEEN = Reply.answer(404, "{\"code\":\"UNKNOWN_REQUEST\"}");

    private final String account = anAccount();

    @Test
    void aBusyIssuerIsSentTheSameBytesUnderTheSameIdUntilItDecides() {
        attempts(Reply.answer(503, ""), Reply.answer(429, "", "Retry-After", "0"));

        JsonNode card = settled("APPROVED");

        assertThat(card.path("attempts").asInt()).isEqualTo(3);
        assertThat(attempts()).hasSize(3);
        assertThat(inquiries()).isEmpty();
        assertEverythingIsTheSame(card);
    }

    @Test
    void aLostAnswerIsAskedForAndNothingIsSentAgain() {
        AtomicInteger asked = new AtomicInteger();
        hub.aurora.answers(account, call -> {
            if (call.method().equals("POST")) {
                return Reply.dropped();
            }
            // The first question is not answered.
            return asked.getAndIncrement() == 0 ? Reply.answer(500, "") : approvedBefore();
        });

        JsonNode card = settled("APPROVED");

        assertThat(card.path("attempts").asInt()).isEqualTo(1);
        assertThat(attempts()).hasSize(1);
        assertThat(inquiries())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.rawPath())
                        .isEqualTo("/card-registrations/"
                                + card.path("issuerRequestId").asText()));
    }

    @Test
    void whatTheIssuerNeverSawIsSentAgainAsItWas() {
        hub.aurora.answers(account, call -> {
            if (call.method().equals("GET")) {
                return NEVER_SEEN;
            }
            return attempts().size() == 1 ? Reply.silence() : HubFixture.approved(call);
        });

        JsonNode card = settled("APPROVED");

        assertThat(card.path("attempts").asInt()).isEqualTo(2);
        assertEverythingIsTheSame(card);
    }

    @Test
    void whenItsAttemptsAreSpentTheCardIsADeadLetterThatSaysWhatWasLast() {
        attempts(Reply.answer(503, ""), Reply.answer(503, ""), Reply.answer(503, ""));

        JsonNode card = settled("DEAD_LETTERED");

        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(card.at("/reason/code").asText()).isEqualTo("retries-exhausted");
        assertThat(card.at("/reason/detail").asText()).isEqualTo("issuer-busy: HTTP 503");
        assertThat(attempts()).hasSize(3);
    }

    @Test
    void anyOther404IsNoAnswerToAnInquiry() {
        AtomicInteger asked = new AtomicInteger();
        hub.aurora.answers(account, call -> {
            if (call.method().equals("POST")) {
                return Reply.answer(500, "");
            }
            return asked.getAndIncrement() == 0 ? Reply.answer(404, "{\"code\":\"NO_ROUTE\"}") : approvedBefore();
        });

        settled("APPROVED");

        assertThat(attempts()).hasSize(1);
        assertThat(inquiries()).hasSize(2);
    }

    /** The answers to the attempts at this account's card, in their order; then it is approved. */
    private void attempts(Reply... replies) {
        AtomicInteger next = new AtomicInteger();
        Function<Call, Reply> behaviour =
                call -> next.get() < replies.length ? replies[next.getAndIncrement()] : HubFixture.approved(call);
        hub.aurora.answers(account, behaviour);
    }

    private Reply approvedBefore() {
        return HubFixture.approved(attempts().get(0));
    }

    private JsonNode settled(String status) {
        return hub.awaitCard(hub.begin(all(account)), status);
    }

    private List<Call> attempts() {
        return calls("POST");
    }

    private List<Call> inquiries() {
        return calls("GET");
    }

    private List<Call> calls(String method) {
        return hub.aurora.calls(account).stream()
                .filter(call -> call.method().equals(method))
                .toList();
    }

    private void assertEverythingIsTheSame(JsonNode card) {
        Call first = attempts().get(0);
        assertThat(first.text()).contains(card.path("issuerRequestId").asText());
        assertThat(attempts()).allSatisfy(call -> {
            assertThat(call.body()).isEqualTo(first.body());
            for (String header : List.of("Idempotency-Key", "X-Correlation-Id", "Content-Type")) {
                assertThat(call.header(header)).isEqualTo(first.header(header));
            }
        });
    }
}
