package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.DeltaBank.Request;
import io.cardferry.postgres.Once;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Delta, as contract section 4 writes it, on the hub's own broker: what is on the wire, and what an answer comes to. */
@Once
class DeltaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .with("cardferry.issuers.cumulus.enabled", "false")
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.delta.connect-timeout", "20s")
            // Longer than any reply takes here, so that none of these tests can take silence for an answer.
            .with("cardferry.issuers.delta.response-timeout", "30s");

    private final DeadLetterDesk desk = new DeadLetterDesk(HUB);
    private static DeltaBank bank;
    private static BrokerBooks books;

    @BeforeAll
    static void open() {
        bank = new DeltaBank(HUB.embeddedBroker().toString());
        books = BrokerBooks.ofEmbedded(HUB.embeddedBroker());
    }

    @AfterAll
    static void close() {
        bank.close();
    }

    @Test
    void theRequestIsTheSealedRecordWithItsIdItsReplyQueueAndItsExpiryAndNothingElse() throws Exception {
        String account = anAccount();

        JsonNode card = register(account);

        Request request = bank.requests(account).get(0);
        Message message = request.message();
        assertThat(message).isInstanceOf(TextMessage.class);
        assertThat(request.body().split("\\.")).hasSize(5);
        assertThat(request.record())
                .hasSize(300)
                .startsWith("CREG" + card.path("issuerRequestId").asText());
        assertThat(request.pan()).isEqualTo(DeltaBank.PAN);
        assertThat(message.getJMSCorrelationID())
                .isEqualTo(card.path("issuerRequestId").asText());
        assertThat(message.getJMSReplyTo()).isEqualTo(new ActiveMQQueue(DeltaBank.REPLIES));
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.getJMSExpiration() - message.getJMSTimestamp()).isEqualTo(30_000);
        assertThat(message.getJMSType()).isNull();
        assertThat(((ActiveMQMessage) message).getProperties()).isEmpty();
    }

    @Test
    void anApprovalSettlesTheCard() {
        String account = anAccount();
        bank.answers(account, "00", "tok-1");

        JsonNode card = register(account);

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("tokenReference").asText()).isEqualTo("tok-1");
        assertThat(card.path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void eachResultIsWhatTheContractSaysOfIt() {
        assertThat(statusAfter("05")).isEqualTo("DECLINED issuer-declined false");
        assertThat(statusAfter("85")).isEqualTo("VERIFICATION_REQUIRED  false");
        assertThat(statusAfter("30")).isEqualTo("DEAD_LETTERED issuer-refused-message false");
        assertThat(statusAfter("91")).isEqualTo("DEAD_LETTERED outcome-unknown true");
        assertThat(statusAfter("77")).isEqualTo("DEAD_LETTERED outcome-unknown true");
    }

    @Test
    void aBytesMessageInAsciiIsAnAnswerAsWell() {
        String account = anAccount();
        bank.answers(
                account,
                request -> bank.reply(request, request.requestId(), session -> {
                    BytesMessage reply = session.createBytesMessage();
                    reply.writeBytes(
                            DeltaBank.record(request.requestId(), "00", "tok-b").getBytes(StandardCharsets.US_ASCII));
                    return reply;
                }));

        assertThat(register(account).path("tokenReference").asText()).isEqualTo("tok-b");
    }

    @Test
    void whatCantBeReadLeavesTheOutcomeUnknown() {
        assertThat(statusAfter(request -> bank.reply(request, "CRSP"))).isEqualTo("DEAD_LETTERED outcome-unknown true");
        assertThat(statusAfter(request -> bank.reply(
                        request, request.requestId(), session -> session.createObjectMessage(request.requestId()))))
                .isEqualTo("DEAD_LETTERED outcome-unknown true");
        assertThat(statusAfter(request -> bank.reply(request, "\u00e9".repeat(100))))
                .isEqualTo("DEAD_LETTERED outcome-unknown true");
    }

    @Test
    void anAnswerAboutAnotherRequestLeavesTheOutcomeUnknown() {
        assertThat(statusAfter(request ->
                        bank.reply(request, DeltaBank.record("00000000-0000-7000-8000-000000000000", "00", "tok-x"))))
                .isEqualTo("DEAD_LETTERED outcome-unknown true");
    }

    @Test
    void anAnswerCountsForTheRequestThatItNamesWhateverItsCorrelation() {
        assertThat(statusAfter(request -> bank.reply(
                        request,
                        "somebody-else",
                        session -> session.createTextMessage(DeltaBank.record(request.requestId(), "00", "tok-c")))))
                .isEqualTo("APPROVED  false");
        assertThat(statusAfter(request -> bank.reply(
                        request,
                        null,
                        session -> session.createTextMessage(DeltaBank.record(request.requestId(), "00", "tok-n")))))
                .isEqualTo("APPROVED  false");
    }

    @Test
    void twoAnswersAreOneDecisionAndAnEntryMore() {
        String account = anAccount();
        bank.answers(account, request -> {
            bank.approve(request);
            bank.approve(request);
        });

        JsonNode registration = HUB.register(body(account));

        assertThat(registration.at("/cards/0/status").asText()).isEqualTo("APPROVED");
        String id = registration.path("registrationId").asText();
        awaitEvents(id, List.of("attempt-ended", "answer-repeated"));
    }

    @Test
    void ofTwoAnswersThatContradictEachOtherTheFirstStandsAndPeopleAreTold() {
        String account = anAccount();
        bank.answers(account, "00", "tok-first");
        String alarms;
        String id;
        try (LogLines log = LogLines.of("io.cardferry")) {
            JsonNode registration = HUB.register(body(account));
            id = registration.path("registrationId").asText();
            Request request = bank.requests(account).get(0);
            bank.reply(request, DeltaBank.record(request.requestId(), "05", ""));
            awaitEvents(id, List.of("attempt-ended", "answer-contradicted"));
            alarms = log.text();
        }

        JsonNode card = HUB.resource(id).at("/cards/0");
        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("tokenReference").asText()).isEqualTo("tok-first");
        assertThat(alarms)
                .contains("ALARM: issuer delta contradicts its own decision on request "
                        + card.path("issuerRequestId").asText() + " of registration " + id);
    }

    @Test
    void aRepeatIsTheSameMessageUnderTheSameCorrelation() {
        String account = anAccount();
        bank.answers(account, "91", "");
        String id = HUB.begin(body(account));
        HUB.awaitCard(id, "DEAD_LETTERED");
        bank.answers(account, "00", "tok-2");

        String dead = desk.waiting(id).path("deadLetterId").asText();
        assertThat(desk.replay(dead, ",\"force\":true").statusCode()).isEqualTo(202);

        assertThat(HUB.awaitCard(id, "APPROVED").path("attempts").asInt()).isEqualTo(2);
        List<Request> requests = bank.requests(account);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
        assertThat(correlation(requests.get(1)))
                .isEqualTo(correlation(requests.get(0)))
                .isEqualTo(requests.get(0).requestId());
    }

    private static String correlation(Request request) {
        return Messages.correlation(request.message());
    }

    @Test
    void anAnswerToNobodyIsTakenAndDoesNoHarm() {
        String account = anAccount();
        register(account);
        Request request = bank.requests(account).get(0);

        bank.reply(request, DeltaBank.record("00000000-0000-7000-8000-000000000001", "00", "tok-y"));
        bank.reply(request, "rubbish");
        bank.reply(request, null, session -> session.createMapMessage());

        awaitNoReplies();
        assertThat(register(anAccount()).path("status").asText()).isEqualTo("APPROVED");
    }

    @AfterEach
    void noReplyIsLeftOnTheQueueAndNothingIsGivenUp() {
        awaitNoReplies();
        assertThat(books.on("ActiveMQ.DLQ")).isZero();
        assertThat(books.on(DeltaBank.REPLIES + ".failed")).isZero();
    }

    private static void awaitNoReplies() {
        Awaitility.await().atMost(PATIENCE).until(() -> books.on(DeltaBank.REPLIES) == 0);
    }

    private static void awaitEvents(String registrationId, List<String> events) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(HUB.history(registrationId).findValuesAsText("event"))
                        .containsSubsequence(events));
    }

    private String statusAfter(String result) {
        return statusAfter(request -> bank.reply(request, DeltaBank.record(request.requestId(), result, "tok-r")));
    }

    private String statusAfter(Consumer<Request> behaviour) {
        String account = anAccount();
        bank.answers(account, behaviour);
        JsonNode card = register(account);
        assertThat(card.at("/reason/detail").asText()).as("it was answered").isNotEqualTo("no reply in time");
        return card.path("status").asText() + " " + card.at("/reason/code").asText() + " "
                + card.path("inDoubt").asBoolean();
    }

    private static String body(String account) {
        DeltaBank.lists(HUB, account);
        return all(account);
    }

    private static JsonNode register(String account) {
        JsonNode registration = HUB.register(body(account));
        return registration.at("/cards/0");
    }
}
