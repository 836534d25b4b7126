package io.cardferry.mocks;

import static io.cardferry.mocks.DeltaClient.record;
import static io.cardferry.mocks.DeltaClient.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mock issuer delta, over real JMS and to the character: records as the contract writes them, and each of its faults. */
class MockDeltaTest {

    private static final String DINERS = "38520000023237";

    private static MockWorld world;
    private static MockWorldClient mocks;

    private final String requestId = UUID.randomUUID().toString();
    private DeltaClient hub;

    @BeforeAll
    static void start() throws Exception {
        world = MockWorld.start(Path.of("."), MockSettings.on(0).answeringSlowlyAfter(Duration.ofMillis(50)));
        mocks = new MockWorldClient(world.base());
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void nothingIsWrong() throws Exception {
        mocks.clear();
        hub = new DeltaClient(world.deltaBroker(), "replies." + requestId);
    }

    @AfterEach
    void hangUp() throws Exception {
        hub.close();
    }

    @Test
    void aRecordIsAnsweredToTheCharacterWhereItsSenderSaysUnderItsCorrelationId() throws Exception {
        TextMessage reply = register();

        String token = reply.getText().substring(42, 78);
        assertThat(token).matches("DEL-[0-9a-f-]{32}");
        assertThat(reply.getText())
                .hasSize(100)
                .isEqualTo("CRSP" + requestId + "00" + token + "                      ");
        assertThat(reply.getJMSCorrelationID()).isEqualTo(requestId);
    }

    @ParameterizedTest
    @CsvSource({
        "acc-1024, 38520000023237, 2904, 00, true",
        "acc-1029, 30569309025904, 2811, 05, false",
        "acc-1032, 30569309025904, 2907, 00, true",
    })
    void deltaTreatsEachAccountsCardAsTheTableSays(
            String accountId, String number, String expiry, String result, boolean token) throws Exception {
        hub.send(sealed(record(requestId, accountId, number, expiry, "tv-77")), requestId);

        String reply = hub.receive().getText();

        assertThat(reply).startsWith("CRSP" + requestId + result);
        assertThat(!reply.substring(42).isBlank()).isEqualTo(token);
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndTakesNoSecondEffect() throws Exception {
        String message = sealed(record(requestId, "acc-1024", DINERS, "2904", "tv-77"));
        hub.send(message, requestId);
        hub.send(message, requestId);

        assertThat(hub.receive().getText()).isEqualTo(hub.receive().getText());
        JsonNode effects = mocks.effects(requestId);
        assertThat(effects.path("issuer").asText()).isEqualTo("delta");
        assertThat(effects.path("received").asInt()).isEqualTo(2);
        assertThat(effects.path("effects").asInt()).isEqualTo(1);
        assertThat(effects.path("cardRef").asText()).isEqualTo("c-4");
        assertThat(effects.path("deviceId").asText()).isEqualTo("tv-77");
        assertThat(effects.path("sameBytes").asBoolean()).isTrue();
    }

    @Test
    void aRecordThatIsSealedAnewIsNotTheSameBytes() throws Exception {
        register();
        register();

        assertThat(mocks.effects(requestId).path("sameBytes").asBoolean()).isFalse();
    }

    @Test
    void aMessageOfAnotherTypeIsRefusedAndNeverDeserialized() throws Exception {
        hub.send(hub.session().createObjectMessage("CREG"), requestId, 0);

        assertThat(hub.receive().getText()).isEqualTo("CRSP" + " ".repeat(36) + "30" + " ".repeat(58));
    }

    @ParameterizedTest
    @CsvSource({"rubbish", "a.b.c.d.e"})
    void whatCannotBeOpenedIsRefusedWithoutARequestId(String text) throws Exception {
        hub.send(text, requestId);

        TextMessage reply = hub.receive();

        assertThat(reply.getText()).isEqualTo("CRSP" + " ".repeat(36) + "30" + " ".repeat(58));
        assertThat(reply.getJMSCorrelationID()).isEqualTo(requestId);
    }

    @Test
    void soIsARecordThatIsTooShort() throws Exception {
        hub.send(sealed(record(requestId, "acc-1024", DINERS, "2904", "tv-77").stripTrailing()), requestId);

        assertThat(hub.receive().getText()).startsWith("CRSP" + " ".repeat(36) + "30");
    }

    @Test
    void aRecordInTheClearIsRefused() throws Exception {
        hub.send(record(requestId, "acc-1024", DINERS, "2904", "tv-77"), requestId);

        assertThat(hub.receive().getText()).startsWith("CRSP" + " ".repeat(36) + "30");
    }

    @Test
    void aCorrelationIdThatIsNotTheRequestIdIsRefused() throws Exception {
        hub.send(sealed(record(requestId, "acc-1024", DINERS, "2904", "tv-77")), "another");

        assertThat(hub.receive().getText()).startsWith("CRSP" + requestId + "30");
        assertThat(mocks.effects(requestId).path("problem").asText()).isEqualTo("CORRELATION_ID_DIFFERS");
    }

    @Test
    void anotherIssuersCardIsRefused() throws Exception {
        hub.send(sealed(record(requestId, "acc-1024", "3566002020360505", "2904", "tv-77")), requestId);

        assertThat(hub.receive().getText()).startsWith("CRSP" + requestId + "30");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fault':'slow','delayMs':20 | 00 | 1",
                "'fault':'put-off'           | 91 | 0",
                "'fault':'refuses'           | 30 | 0",
                "'fault':'accept-and-fail'   | 96 | 1",
                "'fault':'accepted-only'     | 09 | 1",
                "'fault':'out-of-order','delayMs':20 | 00 | 1",
            })
    void anAnswerIsAsTheFaultSays(String fault, String result, int effects) throws Exception {
        mocks.switchOn("'issuer':'delta','times':1," + fault);

        assertThat(register().getText()).startsWith("CRSP" + requestId + result);
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(effects);
    }

    @ParameterizedTest
    @CsvSource({"accept-and-hang, 1", "hang-unseen, 0", "processed-later, 1"})
    void noAnswerComesAndTheNextGetsItsOwn(String fault, int effects) throws Exception {
        mocks.switchOn("'issuer':'delta','times':1,'fault':'" + fault + "'"
                + (fault.equals("processed-later") ? ",'delayMs':100" : ""));
        hub.send(sealed(record(requestId, "acc-1024", DINERS, "2904", "tv-77")), requestId);
        String next = UUID.randomUUID().toString();
        hub.send(sealed(record(next, "acc-1024", DINERS, "2904", "tv-78")), next);

        assertThat(hub.receive().getText()).startsWith("CRSP" + next + "00");
        Awaitility.await().until(() -> mocks.effects(requestId).path("effects").asInt() == effects);
    }

    @Test
    void rubbishAndHalfAnAnswerAreMessagesToo() throws Exception {
        mocks.switchOn("'issuer':'delta','fault':'rubbish','times':1");
        mocks.switchOn("'issuer':'delta','fault':'truncated','times':1");

        TextMessage rubbish = register();

        assertThat(rubbish.getText()).isEqualTo("%%% this is no record");
        assertThat(rubbish.getJMSCorrelationID()).isEqualTo(requestId);
        assertThat(register().getText()).hasSize(50).startsWith("CRSP");
    }

    @Test
    void anotherRequestsAnswerComesUnderThisOnesCorrelationId() throws Exception {
        mocks.switchOn("'issuer':'delta','fault':'another-request','times':1");

        TextMessage reply = register();

        assertThat(reply.getJMSCorrelationID()).isEqualTo(requestId);
        assertThat(reply.getText()).startsWith("CRSP").doesNotContain(requestId);
    }

    @Test
    void anAnswerToNobodyComesBeforeTheRightOne() throws Exception {
        mocks.switchOn("'issuer':'delta','fault':'answer-to-nobody','times':1");

        TextMessage nobodys = register();
        TextMessage right = hub.receive();

        assertThat(nobodys.getJMSCorrelationID()).isNotEqualTo(requestId);
        assertThat(nobodys.getText()).startsWith("CRSP" + nobodys.getJMSCorrelationID() + "00");
        assertThat(right.getText()).startsWith("CRSP" + requestId + "00");
    }

    @Test
    void twoAnswersAreTheSameTwiceAndTwoDecisionsAreNot() throws Exception {
        mocks.switchOn("'issuer':'delta','fault':'two-answers','times':1");
        mocks.switchOn("'issuer':'delta','fault':'two-decisions','times':1");

        assertThat(register().getText()).isEqualTo(hub.receive().getText());
        assertThat(register().getText()).startsWith("CRSP" + requestId + "00");
        assertThat(hub.receive().getText()).startsWith("CRSP" + requestId + "05");
    }

    @Test
    void answersOutOfOrderComeTheLastFirst() throws Exception {
        mocks.switchOn("'issuer':'delta','fault':'out-of-order','together':3,'delayMs':60000,'times':3");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sent.add(0, UUID.randomUUID().toString());
            hub.send(sealed(record(sent.get(0), "acc-1024", DINERS, "2904", "tv-" + i)), sent.get(0));
        }

        List<String> answered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answered.add(hub.receive().getJMSCorrelationID());
        }

        assertThat(answered).isEqualTo(sent);
    }

    @Test
    void atABrokerOfSomebodyElsesItServesAsWellAndLeavesAloneWhatHasExpired() throws Exception {
        try (MockBroker bare = MockBroker.starting("127.0.0.1", 0);
                DeltaClient client = new DeltaClient(bare.address(), "replies." + requestId)) {
            String expired = UUID.randomUUID().toString();
            Message message =
                    client.session().createTextMessage(sealed(record(expired, "acc-1024", DINERS, "2904", "tv-1")));
            client.send(message, expired, 10);
            Awaitility.await().until(() -> System.currentTimeMillis() > message.getJMSExpiration());

            try (MockWorld other =
                    MockWorld.start(Path.of("."), MockSettings.on(0).withDeltaAt(bare.address()))) {
                client.send(sealed(record(requestId, "acc-1024", DINERS, "2904", "tv-77")), requestId);

                assertThat(client.receive().getJMSCorrelationID()).isEqualTo(requestId);
                assertThat(other.deltaBroker()).isEqualTo(bare.address());
                assertThat(new MockWorldClient(other.base())
                                .effects()
                                .at("/totals/received")
                                .asInt())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void theKeysOfMockAndPackAreOnePairAndSayThatTheyAreNoSecret() throws Exception {
        String secret = Files.readString(Path.of("mocks/delta-key.jwk"));
        RSAKey ours = RSAKey.parse(secret);
        RSAKey pack = RSAKey.parse(Files.readString(Path.of("config/issuers/delta/mock-key.jwk")));

        assertThat(pack.isPrivate()).isFalse();
        assertThat(pack.getKeyID()).isEqualTo(ours.computeThumbprint().toString());
        assertThat(ours.getKeyID()).isEqualTo(pack.getKeyID());
        assertThat(secret).contains("never for a bank");
    }

    private TextMessage register() throws Exception {
        hub.send(sealed(record(requestId, "acc-1024", DINERS, "2904", "tv-77")), requestId);
        return hub.receive();
    }
}
