package io.cardferry.mocks;

import static io.cardferry.mocks.CumulusClient.fields;
import static io.cardferry.mocks.CumulusClient.inquiry;
import static io.cardferry.mocks.CumulusClient.reference;
import static io.cardferry.mocks.CumulusClient.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mock issuer cumulus, over real TCP and to the byte: ISO 8583 as the contract writes it, and each of its faults. */
class MockCumulusTest {

    private static final String JCB = "3566002020360505";
    private static final String REQUEST_ID = "0193a5c4-7d3e-7f60-9a1b-2c3d4e5f6071";

    private static MockWorld world;
    private static MockWorldClient mocks;

    private final String requestId = CumulusClient.requestId();
    private CumulusClient hub;

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
        hub = new CumulusClient(world.cumulus());
    }

    @AfterEach
    void hangUp() throws Exception {
        hub.close();
    }

    @Test
    void aRegistrationIsAnsweredToTheByte() throws Exception {
        hub.send("0300C2240000088100000000002008000000" + "163566002020360505" + "1122101500" + "000123" + "2904"
                + "2C3D4E5F6071" + "tv-77   " + "106"
                + "01036" + REQUEST_ID + "02002TV" + "03014Living room TV" + "04005tv-77" + "05008acc-1024"
                + "0601150110030273" + "1" + "07CARDREG");

        String answer = hub.receive();

        String token = answer.substring(answer.length() - 40);
        assertThat(token).matches("CUM-[0-9a-f-]{36}");
        assertThat(answer)
                .isEqualTo("0310022000000A010000" + "1122101500" + "000123" + "2C3D4E5F6071" + "00" + "086" + "01036"
                        + REQUEST_ID + "10040" + token);
    }

    @ParameterizedTest
    @CsvSource({
        "acc-1025, 3530111333300000, 2811, 05, false",
        "acc-1026, 3566002020360505, 3001, 85, true",
        "acc-1032, 3566002020360505, 2907, 00, true"
    })
    void cumulusTreatsEachAccountsCardAsTheTableSays(
            String accountId, String number, String expiry, String code, boolean token) throws Exception {
        Map<String, String> answer = exchange(registration(requestId, "000001", accountId, number, expiry));

        assertThat(answer).containsEntry("code", code).containsEntry("01", requestId);
        assertThat(answer.containsKey("10")).isEqualTo(token);
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndTakesNoSecondEffect() throws Exception {
        Map<String, String> first = register();
        Map<String, String> second = register();

        assertThat(second).isEqualTo(first);
        JsonNode effects = mocks.effects(requestId);
        assertThat(effects.path("issuer").asText()).isEqualTo("cumulus");
        assertThat(effects.path("received").asInt()).isEqualTo(2);
        assertThat(effects.path("effects").asInt()).isEqualTo(1);
        assertThat(effects.path("cardRef").asText()).isEqualTo("c-3");
        assertThat(effects.path("sameBytes").asBoolean()).isTrue();
    }

    @Test
    void anInquiryAnswersAsTheOriginalUnderItsOwnStan() throws Exception {
        Map<String, String> original = register();
        Map<String, String> answer = exchange(inquiry(requestId, "000777"));

        assertThat(answer)
                .containsEntry("code", "00")
                .containsEntry("10", original.get("10"))
                .containsEntry("01", requestId)
                .containsEntry("stan", "000777")
                .containsEntry("at", "1122101700")
                .containsEntry("reference", reference(requestId));
        assertThat(mocks.effects(requestId).path("inquiries").asInt()).isEqualTo(1);
    }

    @Test
    void whatNeverCameIsNeverSeen() throws Exception {
        Map<String, String> answer = exchange(inquiry(requestId, "000778"));

        assertThat(answer).containsEntry("code", "25").doesNotContainKey("10");
    }

    @Test
    void aHubThatAsksWhetherTheConnectionLivesIsToldSo() throws Exception {
        hub.send("0800" + "82200000000000000400000000000000" + "1122101800" + "000042" + "301");

        assertThat(hub.receive())
                .isEqualTo("0810" + "82200000000000000400000000000000" + "1122101800" + "000042" + "301");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a card that the account does not have         | acc-1024 | 4111111111111111 | 2904 | tv-77        | 'tv-77   '",
                "another expiry                                | acc-1024 | 3566002020360505 | 2905 | tv-77        | 'tv-77   '",
                "the terminal is not the end of the device id  | acc-1024 | 3566002020360505 | 2904 | living-tv-77 | 'living-t'",
            })
    void whatIsNotAsAgreedIsRefused(
            String what, String accountId, String number, String expiry, String device, String terminal)
            throws Exception {
        Map<String, String> answer =
                exchange(registration(requestId, "000001", accountId, number, expiry, device, terminal));

        assertThat(answer).as(what).containsEntry("code", "30").containsEntry("01", requestId);
        assertThat(mocks.effects(requestId).path("effects").asInt()).isZero();
        assertThat(mocks.effects(requestId).path("problem").asText()).isNotEmpty();
    }

    @Test
    void theTerminalIsTheEndOfALongDeviceId() throws Exception {
        assertThat(exchange(registration(requestId, "000001", "acc-1024", JCB, "2904", "living-room-77", "-room-77")))
                .containsEntry("code", "00");
    }

    @Test
    void aReferenceThatIsNotOfTheRequestIdIsRefused() throws Exception {
        hub.send(registration(requestId, "000001", "acc-1024", JCB, "2904")
                .replace(reference(requestId), "0123456789AB"));

        assertThat(fields(hub.receive())).containsEntry("code", "30").containsEntry("reference", "0123456789AB");
    }

    @ParameterizedTest
    @CsvSource({"0300ZZ", "rubbish", "02000000000000000000"})
    void whatCannotBeReadClosesTheConnection(String message) throws Exception {
        hub.send(message);

        assertThat(hub.receiveRest()).isEmpty();
    }

    @Test
    void soDoesALengthThatNoMessageHas() throws Exception {
        hub.sendBytes(new byte[] {0x08, 0x01});

        assertThat(hub.receiveRest()).isEmpty();
    }

    @Test
    void manyAskOnOneConnectionAndEachGetsItsOwnAnswer() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            ids.add(CumulusClient.requestId());
            hub.send(registration(ids.get(i), "%06d".formatted(i), "acc-1024", JCB, "2904", "tv-" + i, terminal(i)));
        }

        for (int i = 0; i < 64; i++) {
            assertThat(fields(hub.receive()))
                    .containsEntry("01", ids.get(i))
                    .containsEntry("stan", "%06d".formatted(i))
                    .containsEntry("code", "00");
        }
        assertThat(mocks.effects().at("/totals/doubled").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fault':'slow','delayMs':20      | 00 | 1",
                "'fault':'drip','delayMs':1       | 00 | 1",
                "'fault':'put-off'                | 91 | 0",
                "'fault':'refuses'                | 30 | 0",
                "'fault':'accept-and-fail'        | 96 | 1",
                "'fault':'accepted-only'          | 09 | 1",
            })
    void anAnswerIsAsTheFaultSaysOnceAndThenAsEver(String fault, String code, int effects) throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1," + fault);

        assertThat(register()).containsEntry("code", code).containsEntry("01", requestId);
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(effects);
        assertThat(register()).containsEntry("code", "00");
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void aDuplicateIsRefusedOnlyOnceItTookEffect() throws Exception {
        mocks.switchOn("'issuer':'cumulus','fault':'duplicate-refused'");

        assertThat(register()).containsEntry("code", "00");
        assertThat(register()).containsEntry("code", "94");
    }

    @Test
    void rubbishAndHalfAnAnswerComeUnderTheirRightLength() throws Exception {
        mocks.switchOn("'issuer':'cumulus','fault':'rubbish','times':1");
        mocks.switchOn("'issuer':'cumulus','fault':'truncated','times':1");

        sendRegistration();
        assertThat(hub.receive()).isEqualTo("%%% this is not ISO 8583");
        sendRegistration();
        String half = hub.receive();
        sendRegistration();

        String whole = hub.receive();
        assertThat(half).isEqualTo(whole.substring(0, whole.length() / 2));
    }

    @Test
    void anotherRequestsAnswerComesToThisOnesStan() throws Exception {
        mocks.switchOn("'issuer':'cumulus','fault':'another-request','times':1");

        Map<String, String> answer = register();

        assertThat(answer).containsEntry("stan", "000001").containsEntry("reference", reference(requestId));
        assertThat(answer.get("01")).isNotEqualTo(requestId);
    }

    @Test
    void anApprovalMayLackItsToken() throws Exception {
        mocks.switchOn("'issuer':'cumulus','fault':'no-token','times':1");

        assertThat(register()).containsEntry("code", "00").doesNotContainKey("10");
    }

    @ParameterizedTest
    @CsvSource({"accept-and-hang, 1", "hang-unseen, 0"})
    void aCallThatGetsNoAnswerBlocksNoOther(String fault, int effects) throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'" + fault + "'");
        sendRegistration();
        String another = CumulusClient.requestId();

        assertThat(exchange(registration(another, "000002", "acc-1024", JCB, "2904", "tv-2", "tv-2    ")))
                .containsEntry("01", another);
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(effects);
    }

    @ParameterizedTest
    @CsvSource({"accept-and-drop, 1", "drop-unseen, 0"})
    void aDroppedCallClosesTheConnection(String fault, int effects) throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'" + fault + "'");
        sendRegistration();

        assertThat(hub.receiveRest()).isEmpty();
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(effects);
    }

    @Test
    void whatIsProcessedLaterTakesEffectWhileTheHubHearsNeverSeen() throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'processed-later','delayMs':5000");
        sendRegistration();

        assertThat(exchange(inquiry(requestId, "000002"))).containsEntry("code", "25");
        Awaitility.await().until(() -> mocks.effects(requestId).path("effects").asInt() == 1);
        assertThat(exchange(inquiry(requestId, "000003"))).containsEntry("code", "00");
    }

    @Test
    void halfAMessageIsFollowedBySilenceAlsoForOthersOnThatConnection() throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'half-message'");
        sendRegistration();
        int announced = hub.receiveBytes(2)[1] & 0xFF;
        byte[] half = hub.receiveBytes((announced + 2) / 2 - 2);
        hub.send(inquiry(requestId, "000002"));
        hub.answerWithin(300);

        assertThat(new String(half, StandardCharsets.US_ASCII)).startsWith("0310022000000A010000");
        assertThatThrownBy(() -> hub.receiveBytes(1)).isInstanceOf(SocketTimeoutException.class);
        try (CumulusClient again = new CumulusClient(world.cumulus())) {
            again.send(inquiry(requestId, "000003"));
            assertThat(fields(again.receive())).containsEntry("code", "00");
        }
    }

    @Test
    void orByTheConnectionsEnd() throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'half-message','silence':'drop'");
        sendRegistration();

        byte[] rest = hub.receiveRest();

        assertThat(rest).hasSize(((rest[1] & 0xFF) + 2) / 2);
    }

    @Test
    void aConnectionThatIsLostIsResetInTheMiddleOfTheAnswer() throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'connection-lost'");
        sendRegistration();

        assertThatThrownBy(hub::receiveRest).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void aWrongLengthCutsTheAnswerAndWhatFollowsIsNoLength() throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'wrong-length'");
        sendRegistration();

        String first = hub.receive();
        byte[] next = hub.receiveBytes(first.length());

        assertThat(first).startsWith("0310").hasSize(139 / 2);
        assertThat((next[0] & 0xFF) << 8 | next[1] & 0xFF).isGreaterThan(2_048);
    }

    @Test
    void anAnswerToNobodyComesBeforeTheRightOne() throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'answer-to-nobody'");
        sendRegistration();

        Map<String, String> nobodys = fields(hub.receive());
        Map<String, String> right = fields(hub.receive());

        assertThat(nobodys.get("01")).isNotEqualTo(requestId);
        assertThat(nobodys.get("reference")).isEqualTo(reference(nobodys.get("01")));
        assertThat(right).containsEntry("01", requestId).containsEntry("stan", "000001");
    }

    @Test
    void twoAnswersAreTheSameTwice() throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'two-answers'");
        sendRegistration();

        assertThat(hub.receive()).isEqualTo(hub.receive());
    }

    @Test
    void twoDecisionsContradictEachOtherAndTheFirstIsRemembered() throws Exception {
        mocks.switchOn("'issuer':'cumulus','times':1,'fault':'two-decisions'");
        sendRegistration();

        assertThat(fields(hub.receive())).containsEntry("code", "00");
        assertThat(fields(hub.receive())).containsEntry("code", "05").containsEntry("stan", "000001");
        assertThat(exchange(inquiry(requestId, "000002"))).containsEntry("code", "00");
    }

    @Test
    void answersOutOfOrderComeTheLastFirstOnceSoManyWait() throws Exception {
        mocks.switchOn("'issuer':'cumulus','fault':'out-of-order','together':3,'delayMs':60000,'times':3");
        for (int i = 1; i <= 3; i++) {
            hub.send(registration(
                    CumulusClient.requestId(), "00000" + i, "acc-1024", JCB, "2904", "tv-" + i, terminal(i)));
        }

        List<String> stans = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            stans.add(fields(hub.receive()).get("stan"));
        }

        assertThat(stans).containsExactly("000003", "000002", "000001");
    }

    @Test
    void orOnceTheTimeIsOver() throws Exception {
        mocks.switchOn("'issuer':'cumulus','fault':'out-of-order','together':3,'delayMs':50,'times':1");

        assertThat(register()).containsEntry("01", requestId);
    }

    @Test
    void anInquiryMeetsItsOwnFaults() throws Exception {
        register();
        mocks.switchOn(
                "'issuer':'cumulus','on':'inquiry','times':1,'fault':'put-off','accountId':'acc-1024','cardRef':'c-3'");

        assertThat(exchange(inquiry(requestId, "000002"))).containsEntry("code", "91");
        assertThat(exchange(inquiry(requestId, "000003"))).containsEntry("code", "00");
    }

    @Test
    void theQuestionWhetherTheConnectionLivesMeetsItsOwn() throws Exception {
        mocks.switchOn("'issuer':'cumulus','on':'echo','times':1,'fault':'drop-unseen'");
        assertThat(register()).containsEntry("code", "00");
        hub.send("0800" + "82200000000000000400000000000000" + "1122101800" + "000042" + "301");

        assertThat(hub.receiveRest()).isEmpty();
    }

    @Test
    void aCardMeetsItsOwnFault() throws Exception {
        assertThat(exchange(registration(requestId, "000001", "acc-faults-cumulus", JCB, "2802")))
                .containsEntry("code", "91");
        assertThat(mocks.effects(requestId).path("cardRef").asText()).isEqualTo("put-off");
    }

    private void sendRegistration() throws IOException {
        hub.send(registration(requestId, "000001", "acc-1024", JCB, "2904"));
    }

    private Map<String, String> register() throws IOException {
        return exchange(registration(requestId, "000001", "acc-1024", JCB, "2904"));
    }

    private Map<String, String> exchange(String message) throws IOException {
        hub.send(message);
        return fields(hub.receive());
    }

    private static String terminal(int device) {
        return "%-8s".formatted("tv-" + device);
    }
}
