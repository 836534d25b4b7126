package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hub between the mocks (docs/mocks.md): each fault program ends in the state that the contract names, with one effect at
 * the issuer, under one request id, with the same bytes. Times are short, so a slow machine may add attempts, never effects.
 * The ledger sees outcomes only: where their sequences lead, AttemptSequencesTest proves on every database.
 */
@Once
class FaultProgramsTest {

    private static final MockedHub MOCKED = new MockedHub();

    @RegisterExtension
    static final HubFixture hub = MOCKED.hub.with("cardferry.issuers.aurora.inquiry.not-before", "0s");

    @AfterAll
    static void stopMocks() {
        MOCKED.world.close();
    }

    @BeforeEach
    void nothingIsWrong() {
        MOCKED.mocks.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fault':'slow','delayMs':50",
                "'fault':'slow','delayMs':5000,'times':1",
                "'fault':'drip','times':1",
                "'fault':'unavailable','times':3",
                "'fault':'unavailable','times':1,'retryAfterSeconds':1",
                "'fault':'busy','times':2,'retryAfterSeconds':1",
                "'fault':'unauthorized','times':2",
                "'fault':'put-off','times':2",
                "'fault':'status','status':403,'times':1",
                "'fault':'status','status':409,'times':1",
                "'fault':'status','status':500,'times':1",
                "'fault':'status','status':502,'times':1",
                "'fault':'redirect','times':1",
                "'fault':'accept-and-hang','times':1",
                "'fault':'accept-and-drop','times':1",
                "'fault':'accept-and-fail','times':1",
                "'fault':'accepted-only','times':1",
                "'fault':'hang-unseen','times':1",
                "'fault':'drop-unseen','times':1",
                "'fault':'rubbish','times':1",
                "'fault':'truncated','times':1",
                "'fault':'another-request','times':1",
                "'fault':'no-token','times':1",
                "'fault':'duplicate-refused'",
            })
    void bothIssuersApproveInTheEndWithOneEffect(String fault) {
        MOCKED.mocks.switchOn("'issuer':'aurora'," + fault);
        boolean refusesDuplicates = fault.contains("duplicate-refused");
        if (!refusesDuplicates) {
            MOCKED.mocks.switchOn("'issuer':'borealis'," + fault);
        }
        String atAurora = MOCKED.begin("c-1");
        String atBorealis = MOCKED.begin("c-2");

        approvedWithOneEffect(atAurora);
        approvedWithOneEffect(atBorealis);
        assertThat(MOCKED.mocks.effects().at("/totals/doubled").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'fault':'refuses'", "'fault':'refuses','status':400", "'fault':'refuses','status':422"})
    void aMessageThatIsRefusedIsADeadLetterWithoutEffect(String fault) {
        MOCKED.mocks.switchOn("'issuer':'aurora'," + fault);
        MOCKED.mocks.switchOn("'issuer':'borealis'," + fault);

        for (String cardRef : new String[] {"c-1", "c-2"}) {
            JsonNode card = hub.awaitCard(MOCKED.begin(cardRef), "DEAD_LETTERED");

            assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-refused-message");
            assertThat(card.path("inDoubt").asBoolean()).isFalse();
            assertThat(MOCKED.effects(card).path("effects").asInt()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fault':'unavailable','times':2",
                "'fault':'unauthorized','times':1",
                "'fault':'status','status':404,'times':1",
                "'fault':'hang-unseen','times':1",
                "'fault':'drop-unseen','times':1",
                "'fault':'rubbish','times':1",
                "'fault':'truncated','times':1",
                "'fault':'another-request','times':1",
                "'fault':'no-token','times':1",
            })
    void whoeverCannotBeAskedIsAskedAgain(String fault) {
        MOCKED.mocks.switchOn("'issuer':'aurora','fault':'accept-and-drop','times':1");
        MOCKED.mocks.switchOn("'issuer':'aurora','on':'inquiry'," + fault);

        JsonNode card = approvedWithOneEffect(MOCKED.begin("c-1"));

        assertThat(MOCKED.effects(card).path("inquiries").asInt()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void faultsInARowAreASequenceAndDoubtSticksThroughIt() {
        MOCKED.mocks.switchOn("'issuer':'borealis','fault':'accept-and-hang','times':1");
        MOCKED.mocks.switchOn("'issuer':'borealis','fault':'unavailable','times':1");
        MOCKED.mocks.switchOn("'issuer':'borealis','fault':'refuses','times':1");

        JsonNode card = approvedWithOneEffect(MOCKED.begin("c-2"));

        assertThat(MOCKED.effects(card).path("received").asInt()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whereARepeatIsRefusedAndNobodyCanBeAskedTheDoubtEndsAsADeadLetter() {
        MOCKED.mocks.switchOn("'issuer':'borealis','fault':'accept-and-drop','times':1");
        MOCKED.mocks.switchOn("'issuer':'borealis','fault':'duplicate-refused'");

        JsonNode card = hub.awaitCard(MOCKED.begin("c-2"), "DEAD_LETTERED");

        assertThat(card.at("/reason/code").asText()).isEqualTo("retries-exhausted");
        assertThat(card.path("inDoubt").asBoolean()).isTrue();
        assertOneEffect(card);
    }

    /** What no hub can help, and the README says so: an issuer that forgets sooner than it says. */
    @Test
    void anIssuerThatForgetsWhatItDidDoesItTwice() {
        MOCKED.mocks.switchOn("'issuer':'aurora','fault':'forgets','afterSeconds':0");
        MOCKED.mocks.switchOn("'issuer':'aurora','fault':'accept-and-drop','times':1");

        JsonNode card = hub.awaitCard(MOCKED.begin("c-1"), "APPROVED");

        assertThat(MOCKED.effects(card).path("effects").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(MOCKED.mocks.effects().at("/totals/doubled").asInt()).isEqualTo(1);
    }

    /** What {@code not-before} is for; {@link LateProcessingTest} shows the same with it. */
    @Test
    void aNeverSeenThatIsBelievedTooEarlyDoubles() {
        MOCKED.mocks.switchOn("'issuer':'aurora','fault':'processed-later','delayMs':8000,'times':1");

        JsonNode card = hub.awaitCard(MOCKED.begin("c-1"), "APPROVED");

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(MOCKED.effects(card).path("effects").asInt()).isEqualTo(2));
        assertThat(MOCKED.effects(card).path("sameBytes").asBoolean()).isTrue();
        assertThat(MOCKED.mocks.effects().at("/doubled/0/requestId").asText())
                .isEqualTo(card.path("issuerRequestId").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fault':'slow','delayMs':50",
                "'fault':'slow','delayMs':5000,'times':1",
                "'fault':'drip','times':1",
                "'fault':'unavailable','times':2",
                "'fault':'busy','times':1",
                "'fault':'unauthorized','times':1",
                "'fault':'status','status':500,'times':1",
                "'fault':'redirect','times':1",
                "'fault':'not-found','times':1",
                "'fault':'hang-unseen','times':1",
                "'fault':'drop-unseen','times':1",
                "'fault':'rubbish','times':1",
                "'fault':'truncated','times':1",
                "'fault':'another-account','times':1",
            })
    void aSourceThatFailsIsAskedAgainUntilItAnswers(String fault) {
        MOCKED.mocks.switchOn("'source':'phone-wallet'," + fault);

        approvedWithOneEffect(MOCKED.begin("c-1"));
    }

    @Test
    void aSourceThatStaysDownFailsTheRegistration() {
        MOCKED.mocks.switchOn("'source':'phone-wallet','fault':'unavailable'");
        String registration = MOCKED.begin("c-1");

        JsonNode failed = hub.awaitResource(
                registration, resource -> resource.path("status").asText().equals("FAILED"));

        assertThat(failed.at("/reason/code").asText()).isEqualTo("source-unavailable");
    }

    @Test
    void anIncompleteListIsSaidToBeOne() {
        MOCKED.mocks.switchOn("'source':'phone-wallet','fault':'incomplete'");
        String registration = MOCKED.begin("c-1");

        approvedWithOneEffect(registration);
        assertThat(hub.resource(registration).at("/discovery/complete").asBoolean(true))
                .isFalse();
    }

    private static JsonNode approvedWithOneEffect(String registration) {
        JsonNode card = hub.awaitCard(registration, "APPROVED");
        assertOneEffect(card);
        return card;
    }

    private static void assertOneEffect(JsonNode card) {
        assertThat(MOCKED.effects(card).path("effects").asInt()).isEqualTo(1);
        assertThat(MOCKED.effects(card).path("sameBytes").asBoolean()).isTrue();
    }
}
