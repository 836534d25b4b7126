package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.REQUESTOR_ID;
import static io.cardferry.issuer.PackFixture.REQUEST_ID;
import static io.cardferry.issuer.PackFixture.card;
import static io.cardferry.issuer.PackFixture.copyOf;
import static io.cardferry.issuer.PackFixture.registration;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs in XML: what a stylesheet may give, and what is made of it. */
class XmlFormatTest {

    private static final String CANARY = "sealed.card.for-the.issuer.only";

    @TempDir
    Path issuers;

    private final MessageRenderer renderer = new MessageRenderer();
    private final AnswerReader reader = new AnswerReader(Clock.systemUTC());

    /** Namespaces, attributes, dates and texts in an issuer's own way, and nothing but files to say so. */
    @Test
    void anIssuersOwnFormatNeedsNothingButFiles() {
        IssuerPack zephyr = PackLoader.load(Path.of("src/test/resources/issuers"), PackOverrides.NONE)
                .get(0);

        assertThat(new PackCheck(zephyr).findings()).isEmpty();
        NotRepresentable refused = catchThrowableOfType(
                NotRepresentable.class, () -> renderer.render(zephyr, canonical("A name that is far too long")));
        assertThat(refused.getMessage()).isEqualTo("/Envelope/Body/Register/Name is longer than 20");
    }

    @Test
    void theExampleInTheDocsMakesThisMessage() throws IOException {
        String docs = Files.readString(Path.of("docs/adding-an-issuer.md"));
        int from = docs.indexOf("<xsl:stylesheet");
        String example = docs.substring(from, docs.indexOf("```", from));
        Files.writeString(copyOf("borealis", issuers, "borealis").resolve("request.xsl"), example);
        IssuerPack pack = PackLoader.load(issuers, PackOverrides.NONE).get(0);

        assertThat(new String(renderer.render(pack, canonical("TV <1>")).body(), UTF_8))
                .isEqualTo(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Register xmlns=\"urn:my-bank:1\" id=\"" + REQUEST_ID
                                + "\" valid=\"04/29\"><Card>" + CANARY + "</Card><Name>TV &lt;1&gt;</Name></Register>");
        assertThatThrownBy(() -> renderer.render(pack, canonical("x".repeat(41))))
                .isInstanceOf(NotRepresentable.class)
                .hasMessage("/Register/Name is longer than 40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<a/><b/>",
                "text<a/>",
                "<a/> <b/>",
                "<xsl:comment>x</xsl:comment>",
                "<xsl:sequence select='1, 2'/>",
                "<xsl:sequence select='number(card/sealedCard) idiv 0'/>",
                "<xsl:sequence select='error((), string(card/sealedCard))'/>",
                "<xsl:attribute name='a' select='card/sealedCard'/>",
                "<xsl:element name='{card/sealedCard}/'/>",
                "<xsl:sequence select='map { &quot;a&quot;: card/sealedCard }'/>",
                "<xsl:message terminate='yes' select='card/sealedCard'/>",
                "<a><xsl:value-of select=\"string-join((1 to 300000) ! '.')\"/></a>",
            })
    void aStylesheetThatGivesNoMessageFailsWithItsFileAndNoValue(String content) throws IOException {
        IssuerPack pack =
                withStylesheet("request.xsl", "<xsl:template match='/cardRegistration'>" + content + "</xsl:template>");

        assertThatThrownBy(() -> renderer.render(pack, canonical("TV")))
                .isInstanceOf(MappingFailed.class)
                .hasNoCause()
                .hasMessageStartingWith("borealis/request.xsl")
                .hasMessageNotContainingAny(CANARY, "acc-1001", "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <answer><decision>NOT_PROCESSED</decision><requestId>RID</requestId></answer>              | NOT_PROCESSED
            <answer><decision>REFUSED</decision><requestId>RID</requestId></answer>                    | REFUSED
            <answer><decision>DECLINED</decision><requestId>RID</requestId></answer>                   | DECIDED
            <answer><decision>NOT_PROCESSED</decision></answer>                                        | UNKNOWN
            <answer><decision>REFUSED</decision><requestId>other</requestId></answer>                  | UNKNOWN
            <answer><decision>not_processed</decision><requestId>RID</requestId></answer>              | UNKNOWN
            <answer><decision>DECLINED</decision><decision/><requestId>RID</requestId></answer>        | UNKNOWN
            <answer><requestId>RID</requestId></answer>                                                | UNKNOWN
            <answer/>                                                                                  | UNKNOWN
            <reply><decision>DECLINED</decision><requestId>RID</requestId></reply>                     | UNKNOWN
            <answer/><answer/>                                                                         | UNKNOWN
            DECLINED                                                                                   | UNKNOWN
            <xsl:message terminate='yes'/>                                                             | UNKNOWN
            """)
    void onlyAWholeCanonicalAnswerSaysSomething(String canonical, OutcomeClass expected) throws IOException {
        IssuerPack pack = withStylesheet(
                "answer.xsl",
                "<xsl:template match='/'>" + canonical.replace("RID", REQUEST_ID.toString()) + "</xsl:template>");

        assertThat(read(pack, 200, null, "<x/>").outcomeClass()).isEqualTo(expected);
    }

    @Test
    void anAnswerThatWasNotProcessedMaySayWhenToComeBack() {
        Outcome outcome = read(PackFixture.borealis(), 200, "30", """
            <CardEnrolmentResponse xmlns="urn:borealis:enrolment:1"><MessageId>%s</MessageId><Result>91</Result>\
            </CardEnrolmentResponse>""".formatted(REQUEST_ID));

        assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.NOT_PROCESSED);
        assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(outcome.reason().detail()).isEqualTo("91");
    }

    @Test
    void anAnswerIsReadToItsLongestAndNotBeyond() {
        String approval = """
            <CardEnrolmentResponse xmlns="urn:borealis:enrolment:1"><MessageId>%s</MessageId><Result>00</Result>\
            <TokenId>t-1</TokenId></CardEnrolmentResponse>""".formatted(REQUEST_ID);
        String longest = approval + " ".repeat(64 * 1024 - approval.length());

        assertThat(read(PackFixture.borealis(), 200, null, longest)).isEqualTo(Outcome.approved("t-1"));
        assertThat(read(PackFixture.borealis(), 200, null, longest + " ").outcomeClass())
                .isEqualTo(OutcomeClass.UNKNOWN);
    }

    @Test
    void whatAnIssuerSendsIsNeverRepeatedInAnOutcomesDetail() {
        for (String body : new String[] {"4111111111111111", "<a>4111111111111111", "<a>4111111111111111</a>"}) {
            assertThat(read(PackFixture.borealis(), 200, null, body).toString()).doesNotContain("4111");
        }
    }

    private Outcome read(IssuerPack pack, int status, String retryAfter, String body) {
        return reader.read(pack, REQUEST_ID, new IssuerAnswer(status, retryAfter, body.getBytes(UTF_8)));
    }

    private IssuerPack withStylesheet(String file, String templates) throws IOException {
        Path folder = copyOf("borealis", issuers, "borealis");
        Files.writeString(folder.resolve(file), """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                %s
                </xsl:stylesheet>""".formatted(templates));
        return PackLoader.load(issuers, PackOverrides.NONE).get(0);
    }

    private static ObjectNode canonical(String name) {
        return CanonicalCard.of(
                registration("acc-1001", new Device("tv-77", DeviceType.TV, name), null),
                REQUEST_ID,
                "borealis",
                card("borealis", "555555"),
                Optional.empty(),
                REQUESTOR_ID);
    }
}
