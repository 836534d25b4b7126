package io.cardferry.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XsltMappingTest {

    private static final String CANARY = "4111111111111111";

    @Test
    void aStylesheetGetsTheDocumentAndItsParameters() {
        XsltMapping mapping = compile("""
                <xsl:param name="status"/>
                <xsl:template match="/in"><out status="{$status}">{.}</out></xsl:template>""");

        assertThat(text(mapping.apply(in("x"), Map.of("status", 200, "other", 1))))
                .endsWith("<out status=\"200\">x</out>");
    }

    @Test
    void oneMappingServesManyThreadsAtOnce() {
        XsltMapping mapping = compile("<xsl:template match='/in'><out>{.}</out></xsl:template>");

        List<String> results = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> mapping.apply(in("value " + i), Map.of()).text())
                .toList();

        assertThat(results)
                .containsExactlyElementsOf(
                        IntStream.range(0, 2_000).mapToObj(i -> "value " + i).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <xsl:template match='/in'><out></xsl:template>                              | pack/request.xsl:3: | must be terminated by the matching end-tag
            <xsl:template match='/in'><xsl:value-off select='.'/></xsl:template>        | pack/request.xsl:3: | value-off
            <xsl:template match='/in'><xsl:value-of select='nope(.)'/></xsl:template>   | pack/request.xsl:3: | nope
            <xsl:template match='/in'><xsl:value-of select='. +'/></xsl:template>       | pack/request.xsl:3: | Unexpected token
            <xsl:template match='/in'><xsl:value-of select='$x'/></xsl:template>        | pack/request.xsl:3: | x
            <xsl:template match='/in'><xsl:call-template name='x'/></xsl:template>      | pack/request.xsl:3: | x
            """)
    void aStylesheetThatDoesNotCompileIsOneLineWithFileLineAndWhat(String body, String where, String what) {
        assertThatThrownBy(() -> compile(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(where)
                .hasMessageContaining(what)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "{\"a\":1}", "<html/>", "<xsl:stylesheet/>"})
    void textThatIsNoStylesheetIsOneLineWithTheFile(String text) {
        assertThatThrownBy(() -> XsltMapping.compile("pack/request.xsl", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pack/request.xsl")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aStylesheetCanSayThatAValueDoesNotFit() {
        XsltMapping mapping = compile("""
                <xsl:template match="/in">
                  <out>{if (string-length(.) gt 5) then cf:not-representable('/out', 'is longer than 5') else .}</out>
                </xsl:template>""");

        NotRepresentable refused =
                catchThrowableOfType(NotRepresentable.class, () -> mapping.apply(in("123456"), Map.of()));

        assertThat(refused.field()).isEqualTo("/out");
        assertThat(refused.why()).isEqualTo("is longer than 5");
        assertThat(mapping.apply(in("12345"), Map.of()).text()).isEqualTo("12345");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xs:date(.)",
                "error((), string(.))",
                "error(QName('x', 'e' || .), string(.), .)",
                "1 div (string-length(.) - 16)",
                "parse-json(.)?x?y || parse-xml(.)",
                "function-lookup(QName('x', 'none'), 1)(.)",
            })
    void aMappingThatFailsNamesItsFileAndNoValue(String expression) {
        XsltMapping mapping =
                compile("<xsl:template match='/in'><xsl:sequence select=\"" + expression + "\"/></xsl:template>");

        assertThatThrownBy(() -> mapping.apply(in(CANARY), Map.of()))
                .isInstanceOf(MappingFailed.class)
                .hasNoCause()
                .hasMessageStartingWith("pack/request.xsl")
                .hasMessageNotContainingAny(CANARY, "\n");
    }

    @Test
    void aFailureKnowsItsLine() {
        XsltMapping mapping = compile("<xsl:template match='/in'>\n<xsl:sequence select='xs:date(.)'/></xsl:template>");

        assertThatThrownBy(() -> mapping.apply(in("x"), Map.of()))
                .hasMessage("pack/request.xsl:4: the mapping failed (FORG0001)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:template match='/in' name='t'><xsl:call-template name='t'/></xsl:template>",
                "<xsl:template match='/in'><xsl:apply-templates select='.'/></xsl:template>",
                "<xsl:template match='/in'><a><xsl:apply-templates select='.'/></a></xsl:template>",
                "<xsl:function name='cf:f'><xsl:param name='n'/><xsl:sequence select='cf:f($n + 1)'/></xsl:function>"
                        + "<xsl:template match='/in'><xsl:sequence select='cf:f(1)'/></xsl:template>",
                "<xsl:function name='cf:f'><xsl:param name='n'/><xsl:sequence select='1 + cf:f($n)'/></xsl:function>"
                        + "<xsl:template match='/in'><xsl:sequence select='cf:f(1)'/></xsl:template>",
                "<xsl:function name='cf:f'><xsl:param name='n'/><xsl:sequence select='cf:g($n)'/></xsl:function>"
                        + "<xsl:function name='cf:g'><xsl:param name='n'/><xsl:sequence select='cf:f($n)'/></xsl:function>"
                        + "<xsl:template match='/in'><xsl:sequence select='cf:f(1)'/></xsl:template>",
            })
    void aMappingThatCallsItselfWithoutEndFails(String body) {
        XsltMapping mapping = compile(body);

        assertThatThrownBy(() -> mapping.apply(in("x"), Map.of()))
                .isInstanceOf(MappingFailed.class)
                .hasMessage("pack/request.xsl: the mapping calls itself without end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:template match='/in'><xsl:for-each select='1 to 2000000000'><a>{.}</a></xsl:for-each></xsl:template>",
                "<xsl:template match='/in'><xsl:iterate select='1 to 2000000000'><a>{.}</a></xsl:iterate></xsl:template>",
                "<xsl:template match='/in'><xsl:try><xsl:for-each select='1 to 2000000000'><a>{.}</a></xsl:for-each>"
                        + "<xsl:catch>caught</xsl:catch></xsl:try><b/></xsl:template>",
                "<xsl:function name='cf:f'><xsl:param name='n'/><xsl:sequence select='if ($n eq 0) then 1 else cf:f($n - 1) + cf:f($n - 1)'/></xsl:function>"
                        + "<xsl:template match='/in'><xsl:sequence select='cf:f(60)'/></xsl:template>",
            })
    void aMappingThatTakesTooLongFails(String body) {
        XsltMapping mapping = compile(body);

        assertThatThrownBy(() -> mapping.apply(in("x"), Map.of()))
                .isInstanceOf(MappingFailed.class)
                .hasMessage("pack/request.xsl: the mapping takes more than 100000 steps");
    }

    private static XsltMapping compile(String body) {
        return XsltMapping.compile("pack/request.xsl", """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" expand-text="yes"
                    xmlns:cf="urn:cardferry:mapping" xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">
                %s
                </xsl:stylesheet>""".formatted(body));
    }

    private static XmlTree in(String text) {
        JsonNode value = JsonNodeFactory.instance.textNode(text);
        return XmlTree.of("in", value);
    }

    private static String text(XmlTree document) {
        return new String(document.toBytes(), UTF_8);
    }
}
