package io.cardferry.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a stylesheet tries, it gets at nothing that is not in the document that it is given. */
class ClosedMappingTest {

    private static final String CANARY = "CanaryFromOutside";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private PrintStream standardError;
    private HttpServer server;

    @BeforeEach
    void openOutside() throws IOException {
        standardError = System.err;
        System.setErr(new PrintStream(printed, true, UTF_8));
        System.setProperty("cardferry.canary", CANARY);
        Files.writeString(folder.resolve("text.txt"), CANARY);
        Files.writeString(folder.resolve("text.json"), "\"" + CANARY + "\"");
        Files.writeString(folder.resolve("document.xml"), "<x>" + CANARY + "</x>");
        Files.writeString(folder.resolve("other.xsl"), """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:variable name="outside">%s</xsl:variable>
                  <xsl:template match="/"><xsl:value-of select="$outside"/></xsl:template>
                </xsl:stylesheet>""".formatted(CANARY));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().toString());
                byte[] body = ("<x>" + CANARY + "</x>").getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void closeOutside() {
        server.stop(0);
        System.clearProperty("cardferry.canary");
        System.setErr(standardError);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc('FILE/document.xml')",
                "doc('HTTP/document.xml')",
                "document('FILE/document.xml')",
                "document('HTTP/document.xml')",
                "document('')//text()",
                "doc-available('FILE/document.xml')",
                "doc-available('HTTP/document.xml')",
                "doc('data:text/xml,&lt;x&gt;CanaryFromOutside&lt;/x&gt;')",
                "doc('classpath:logback.xml')",
                "doc('jar:FILE/x.jar!/document.xml')",
                "unparsed-text('FILE/text.txt')",
                "unparsed-text('HTTP/text.txt')",
                "unparsed-text-lines('FILE/text.txt')",
                "unparsed-text-available('FILE/text.txt')",
                "unparsed-text-available('HTTP/text.txt')",
                "json-doc('FILE/text.json')",
                "collection('FILE?select=*.xml')",
                "collection('HTTP/')",
                "collection()",
                "uri-collection('FILE')",
                "uri-collection()",
                "environment-variable('PATH')",
                "available-environment-variables()",
                "system-property('cardferry.canary')",
                "system-property('user.home')",
                "system-property('java.version')",
                "Q{java:java.lang.System}getProperty('cardferry.canary')",
                "Q{java.lang.System}getProperty('cardferry.canary')",
                "Q{http://saxon.sf.net/java-type}x()",
                "Q{http://xml.apache.org/xalan/java}java.lang.System.getProperty('cardferry.canary')",
                "Q{http://saxon.sf.net/}system-id()",
                "Q{http://expath.org/ns/file}read-text('FILE/text.txt')",
                "parse-xml('&lt;!DOCTYPE x SYSTEM \"HTTP/x.dtd\"&gt;&lt;x/&gt;')",
                "parse-xml('&lt;!DOCTYPE x [&lt;!ENTITY e SYSTEM \"FILE/text.txt\"&gt;]&gt;&lt;x&gt;&amp;e;&lt;/x&gt;')",
                "parse-xml-fragment('&lt;!DOCTYPE x [&lt;!ENTITY e SYSTEM \"FILE/text.txt\"&gt;]&gt;&lt;x&gt;&amp;e;&lt;/x&gt;')",
                "transform(map { 'stylesheet-location': 'FILE/other.xsl', 'source-node': /})?output",
                "transform(map { 'stylesheet-location': 'HTTP/other.xsl', 'source-node': /})?output",
                "load-xquery-module('x', map { 'location-hints': 'FILE/x.xqm' })",
                "compare('a', 'b', 'http://saxon.sf.net/collation?class=java.lang.String')",
                "trace('CanaryFromOutside', 'CanaryFromOutside')[false()]",
            })
    void anExpressionGetsNothingFromOutside(String expression) {
        assertNothingFromOutside("", "<xsl:sequence select=\"%s\"/>".formatted(expression.replace("\"", "&quot;")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:import href='FILE/other.xsl'/>",
                "<xsl:import href='HTTP/other.xsl'/>",
                "<xsl:include href='FILE/other.xsl'/>",
                "<xsl:include href='HTTP/other.xsl'/>",
                "<xsl:use-package name='FILE/other.xsl'/>",
                "<xsl:import-schema schema-location='HTTP/x.xsd'/>",
                "<xsl:variable name='outside' static='yes' select=\"doc('FILE/document.xml')\"/>",
                "<xsl:variable name='outside' static='yes' select=\"unparsed-text('FILE/text.txt')\"/>",
                "<xsl:variable name='outside' static='yes' select=\"system-property('cardferry.canary')\"/>",
            })
    void aDeclarationGetsNothingFromOutside(String declaration) {
        assertNothingFromOutside(declaration, "<xsl:sequence select='$outside'/>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:result-document href='FILE/written.xml'><x/></xsl:result-document>",
                "<xsl:result-document href='HTTP/written.xml'><x/></xsl:result-document>",
                "<xsl:source-document href='FILE/document.xml'><xsl:copy-of select='.'/></xsl:source-document>",
                "<xsl:source-document streamable='yes' href='FILE/document.xml'><xsl:copy-of select='.'/></xsl:source-document>",
                "<xsl:merge><xsl:merge-source for-each-source=\"'FILE/document.xml'\" select='x'><xsl:merge-key select='.'/>"
                        + "</xsl:merge-source><xsl:merge-action><xsl:value-of select='.'/></xsl:merge-action></xsl:merge>",
                "<xsl:evaluate xpath=\"'doc(&quot;FILE/document.xml&quot;)'\"/>",
                "<xsl:message>CanaryFromOutside</xsl:message>",
                "<xsl:message terminate='yes'>CanaryFromOutside</xsl:message>",
                "<xsl:sequence select=\"error((), 'CanaryFromOutside')\"/>",
                "<xsl:sequence select=\"error(QName('x', 'CanaryFromOutside'))\"/>",
                "<xsl:sequence select=\"xs:integer('CanaryFromOutside')\" xmlns:xs='http://www.w3.org/2001/XMLSchema'/>",
            })
    void anInstructionGetsNothingFromOutsideAndPutsNothingThere(String instruction) {
        assertNothingFromOutside("", instruction);

        assertThat(folder.resolve("written.xml")).doesNotExist();
    }

    @Test
    void aStylesheetWithADocumentTypeIsRefused() {
        String text = stylesheet("", "&e;").replaceFirst("^", """
                <!DOCTYPE x [<!ENTITY e SYSTEM "FILE/text.txt">]>
                """);

        assertThat(attempt(text)).startsWith("refused: pack/x.xsl:1: ").contains("DOCTYPE is disallowed");
    }

    /** The test itself: what it reads is there to be read. */
    @Test
    void whatTheDocumentHoldsArrives() {
        assertThat(attempt(stylesheet("", "<xsl:value-of select='/in'/>"))).endsWith("<r>within</r>");
    }

    private void assertNothingFromOutside(String declaration, String content) {
        String came = attempt(stylesheet(declaration, content));

        assertThat(came)
                .doesNotContain(CANARY, "true", System.getProperty("user.home"), System.getProperty("java.version"));
        assertThat(asked).isEmpty();
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    private String attempt(String stylesheet) {
        String text = stylesheet
                .replace("FILE", folder.toUri().toString().replaceFirst("/$", ""))
                .replace("HTTP", "http://127.0.0.1:" + server.getAddress().getPort());
        try {
            XmlTree input = XmlTree.of("in", JsonNodeFactory.instance.textNode("within"));
            return new String(
                    XsltMapping.compile("pack/x.xsl", text)
                            .apply(input, Map.of())
                            .toBytes(),
                    UTF_8);
        } catch (IllegalArgumentException refused) {
            return "refused: " + refused.getMessage();
        } catch (MappingFailed failed) {
            return "failed: " + failed.getMessage();
        }
    }

    private static String stylesheet(String declaration, String content) {
        return """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  %s
                  <xsl:template match="/"><r>%s</r></xsl:template>
                </xsl:stylesheet>""".formatted(declaration, content);
    }
}
