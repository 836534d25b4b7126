package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.REQUEST_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.mapping.MappingFailed;
import io.cardferry.registration.Decision;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer may answer anything: it is a whole message of the layout, or the outcome is unknown. */
class LayoutAnswersTest {

    private final AnswerReader reader = new AnswerReader(Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(strings = {"cumulus", "stratus", "delta", "epsilon"})
    void noBytesWhatsoeverMakeTheReaderFail(String id) {
        byte[] answer = approval(id);
        RandomGenerator random = new Random(20261122);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = round % 4 == 0 ? new byte[random.nextInt(200)] : answer.clone();
            if (round % 4 == 0) {
                random.nextBytes(bytes);
            }
            for (int i = 0; i < round % 4 && bytes.length > 0; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertIsReadOrUnknown(id, random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(300)) : bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cumulus", "stratus", "delta", "epsilon"})
    void everyAnswerThatIsCutOffOrGoesOnSaysNothing(String id) {
        byte[] answer = approval(id);

        assertThat(outcome(id, answer).outcomeClass()).isEqualTo(OutcomeClass.DECIDED);
        for (int length = 0; length < answer.length + 20; length++) {
            if (length != answer.length) {
                assertThat(outcome(id, Arrays.copyOf(answer, length)).outcomeClass())
                        .as("%s bytes", length)
                        .isEqualTo(OutcomeClass.UNKNOWN);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0310022000000A010000112210150000012 | is cut off
            0320022000000A010000                | is of a message type that the layout does not have there
            0300022000000A010000                | is of a message type that the layout does not have there
            031X022000000A010000                | is of a message type that the layout does not have there
            0310                                | is too short for its bitmaps
            031                                 | is too short for a message type
            03100220000002000000112210150000012300                                         | lacks field 37
            0310022000000a00000011221015000001232C3D4E5F607100                             | has a bitmap that is not of upper-case hex digits
            0310022000000A00000011221015000001232C3D4E5F607100 0                           | is written in another way
            0310022000000A000000112210150A0001232C3D4E5F607100                             | holds something in field 7 that it can't
            0310022000000A01000011221015000001232C3D4E5F60710000801010ABC                  | holds a tag whose value is cut off
            0310022000000A01000011221015000001232C3D4E5F6071000030AB                       | holds a tag without a length
            0310022000000A01000011221015000001232C3D4E5F60710001401002AB01002AB            | holds a tag twice
            0310022000000A01000011221015000001232C3D4E5F60710004101037                     | is cut off
            0310022000000A04000011221015000001232C3D4E5F607100123                          | holds field 46, which the layout does not give it
            0310GGGGGGGGGGGGGGGG11221015000001232C3D4E5F607100                             | has a bitmap that is not of upper-case hex digits
            """)
    void anAnswerThatIsNotExactlyCumulusIsUnreadableAndSaysWhy(String answer, String why) {
        Outcome outcome = outcome("cumulus", answer.getBytes(StandardCharsets.US_ASCII));

        assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(outcome.reason().detail()).startsWith("the answer " + (why == null ? "" : why));
    }

    /** Some issuers always send one. */
    @Test
    void aSecondBitmapThatIsEmptyDoesNoHarm() {
        String answer = "0310" + "822000000A010000" + "0000000000000000" + "1122101500" + "000123" + "2C3D4E5F6071"
                + "00" + "051" + "01036" + REQUEST_ID + "10005tok-1";

        assertThat(outcome("cumulus", answer.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Outcome.approved("tok-1"));
    }

    /** An issuer adds tags when it likes, and their length says where they end. */
    @Test
    void aTagThatTheLayoutDoesNotKnowDoesNoHarm() {
        String answer = "0310" + "022000000A010000" + "1122101500" + "000123" + "2C3D4E5F6071" + "00" + "058"
                + "10005tok-1" + "77002zz" + "01036" + REQUEST_ID;

        assertThat(outcome("cumulus", answer.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Outcome.approved("tok-1"));
    }

    @Test
    void theAnswerToAnInquiryMaySayNeverSeen() {
        byte[] answer = LayoutPacks.sample("cumulus", "never-seen/answer.hex");

        assertThat(reader.readInquiry(LayoutPacks.pack("cumulus"), REQUEST_ID, new IssuerAnswer(200, null, answer))
                        .outcomeClass())
                .isEqualTo(OutcomeClass.NOT_PROCESSED);
    }

    /** It was matched by its number, and need not say once more what it is about. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0310022000000A01000011221015000001232C3D4E5F60710001210007CUM-123 | APPROVED
            0310022000000A00000011221015000001232C3D4E5F607105                | DECLINED
            0310022000000A00000011221015000001232C3D4E5F607125                | null
            """, nullValues = "null")
    void anAnswerToAnInquiryNeedNotNameTheRequest(String answer, Decision decision) {
        IssuerAnswer said = IssuerAnswer.ofMessage(answer.getBytes(StandardCharsets.US_ASCII));

        Outcome outcome = reader.readInquiry(LayoutPacks.pack("cumulus"), REQUEST_ID, said);

        assertThat(outcome.decision()).isEqualTo(decision);
        assertThat(outcome.outcomeClass())
                .isEqualTo(decision == null ? OutcomeClass.NOT_PROCESSED : OutcomeClass.DECIDED);
        assertThat(reader.read(LayoutPacks.pack("cumulus"), REQUEST_ID, said).outcomeClass())
                .isEqualTo(OutcomeClass.UNKNOWN);
    }

    @Test
    void whatAnIssuerSendsIsNeverRepeatedInAnOutcomesDetail() {
        for (String id : new String[] {"cumulus", "delta", "epsilon", "stratus"}) {
            for (String text : new String[] {"4111111111111111", "0310022000000A0100004111111111111111"}) {
                assertThat(outcome(id, text.getBytes(StandardCharsets.US_ASCII)).toString())
                        .doesNotContain("4111");
            }
        }
    }

    private void assertIsReadOrUnknown(String id, byte[] bytes) {
        try {
            LayoutPacks.pack(id).format().read(200, bytes);
        } catch (UnreadableAnswer | MappingFailed expected) {
            assertThat(outcome(id, bytes).outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        }
    }

    private Outcome outcome(String id, byte[] body) {
        return reader.read(LayoutPacks.pack(id), REQUEST_ID, new IssuerAnswer(200, null, body));
    }

    private static byte[] approval(String id) {
        return LayoutPacks.sample(
                id, "approved/answer." + LayoutPacks.pack(id).format().sampleEnding());
    }
}
