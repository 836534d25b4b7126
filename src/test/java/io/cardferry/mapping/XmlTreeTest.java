package io.cardferry.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTreeTest {

    @Test
    void jsonBecomesElementsOfTheSameNames() {
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("a", "1").put("b", "");
        document.putObject("c").put("d", " x ");

        assertThat(written(XmlTree.of("root", document)))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><root><a>1</a><b/><c><d> x </d></c></root>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>&amp;\"'</b>]]><!-- --><?x?>",
                " \t\r\n lead and trail \r ",
                "   ",
                "\r",
                "é ß 客厅 📺 👩‍👩‍👧 العربية ‮x‬",
                "\u007f\u0085\u009f\u00a0\u2028\u2029\ufeff\ufffd",
                "\ud83f\udffe\udbff\udfff",
                "${x} {x} {{x}} &#1;",
            })
    void everyTextThatXmlCanHoldArrivesUnchanged(String text) {
        byte[] bytes = XmlTree.of("in", JsonNodeFactory.instance.textNode(text)).toBytes();

        assertThat(XmlTree.parse(bytes).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0001", "\u0008", "\u000b", "\u001f", "\ufffe", "\uffff", "\ud83d", "x\udcfa"})
    void aTextThatXmlCanNotHoldMayComeInAndNotGoOut(String text) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("device").put("name", text);

        XmlTree tree = XmlTree.of("registration", document);
        NotRepresentable refused = catchThrowableOfType(NotRepresentable.class, tree::toBytes);

        assertThat(refused.field()).isEqualTo("/registration/device/name");
        assertThat(refused.why()).isEqualTo("holds a character that XML 1.0 can't hold");
    }

    @Test
    void anAttributeThatXmlCanNotHoldIsNamed() {
        XmlTree tree = XsltMapping.compile("x.xsl", """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:template match="/in"><out><of id="{.}"/></out></xsl:template>
                </xsl:stylesheet>""")
                .apply(XmlTree.of("in", JsonNodeFactory.instance.textNode("\u0001")), Map.of());

        assertThat(catchThrowableOfType(NotRepresentable.class, tree::toBytes).field())
                .isEqualTo("/out/of/@id");
    }

    @Test
    void xmlIsReadInTheEncodingThatItsFirstBytesDeclare() {
        assertThat(parsed("<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".getBytes(ISO_8859_1)))
                .isEqualTo("é");
        assertThat(parsed("<?xml version='1.0'?><a>é</a>".getBytes(UTF_16))).isEqualTo("é");
        assertThat(parsed("\ufeff<a>é</a>".getBytes(UTF_16LE))).isEqualTo("é");
        assertThat(parsed("\ufeff<a>é</a>".getBytes(UTF_8))).isEqualTo("é");
        assertThat(parsed("<a>é&#xe9;&amp;<![CDATA[<b>]]></a>".getBytes(UTF_8))).isEqualTo("éé&<b>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "rubbish",
                "<a>",
                "<a/><b/>",
                "<a/>x",
                "<a/>\u0000",
                " <?xml version='1.0'?><a/>",
                "<a b='1' b='2'/>",
                "<x:a/>",
                "<a>&nbsp;</a>",
                "<a>&#1;</a>",
                "<?xml version='1.0' encoding='no-such'?><a/>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>",
            })
    void whatIsNoPlainXmlIsUnreadable(String text) {
        assertUnreadable(text.getBytes(UTF_8));
    }

    @Test
    void bytesThatAreNotInTheirEncodingAreUnreadable() {
        assertUnreadable("<a>é</a>".getBytes(ISO_8859_1));
    }

    @Test
    void nestingIsReadToItsLimitAndNotBeyond() {
        assertThat(parsed(("<a>".repeat(32) + "x" + "</a>".repeat(32)).getBytes(UTF_8)))
                .isEqualTo("x");
        assertUnreadable(("<a>".repeat(33) + "</a>".repeat(33)).getBytes(UTF_8));
        assertUnreadable("<a>".repeat(20_000).getBytes(UTF_8));
    }

    @Test
    void nothingAtAllIsADocumentWithoutAnElement() {
        assertThat(XmlTree.parse(new byte[0]).elements()).isEmpty();
    }

    /** An issuer chooses the names in its answers: they must not fill anything for ever. Saxon's own trees know a million. */
    @Test
    void manyDifferentNamesLeaveNothingBehind() {
        XsltMapping mapping = XsltMapping.compile("x.xsl", """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:mode on-no-match="deep-skip"/>
                  <xsl:template match="/r"><answer><xsl:apply-templates/><xsl:value-of select="//found"/></answer></xsl:template>
                </xsl:stylesheet>""");
        int before = namesKept();

        for (int answer = 0; answer < 20; answer++) {
            StringBuilder text = new StringBuilder("<r>");
            for (int element = 0; element < 1_000; element++) {
                text.append("<n").append(answer * 1_000 + element).append("/>");
            }
            mapping.apply(XmlTree.parse(text.append("</r>").toString().getBytes(UTF_8)), Map.of());
        }

        assertThat(namesKept() - before).isLessThan(1_000);
    }

    private static int namesKept() {
        // Each name that is new to it gets the next number.
        return ClosedSaxon.PROCESSOR
                .getUnderlyingConfiguration()
                .getNamePool()
                .allocateFingerprint(net.sf.saxon.om.NamespaceUri.NULL, "probe-" + System.nanoTime());
    }

    private static void assertUnreadable(byte[] bytes) {
        assertThatThrownBy(() -> XmlTree.parse(bytes))
                .isInstanceOf(UnreadableXml.class)
                .hasNoCause()
                .hasMessage("is not XML as it is read here");
    }

    private static String parsed(byte[] bytes) {
        return XmlTree.parse(bytes).text();
    }

    private static String written(XmlTree tree) {
        return new String(tree.toBytes(), UTF_8);
    }
}
