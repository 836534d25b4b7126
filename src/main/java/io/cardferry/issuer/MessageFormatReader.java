package io.cardferry.issuer;

import io.cardferry.issuer.layout.MessageLayout;
import io.cardferry.mapping.JsltMapping;
import io.cardferry.mapping.XsltMapping;
import io.cardferry.security.SafeText;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the {@code format} of a pack, and compiles its mappings. */
final class MessageFormatReader {

    private static final String STYLESHEET = ".xsl";
    private static final String JSLT = ".jslt";

    private static final String REQUEST = "/mapping/request";
    private static final String ANSWER = "/mapping/answer";
    private static final String INQUIRY = "/mapping/inquiry";
    private static final String ECHO = "/mapping/echo";
    private static final String LAYOUT = "/mapping/layout";

    /** The formats whose bytes a layout file describes. */
    private static final List<String> LAID_OUT = List.of("fixed-length", "iso8583");

    private final PackFolder folder;
    private final PackDocument document;
    private final PackProblems problems;

    MessageFormatReader(PackFolder folder, PackDocument document, PackProblems problems) {
        this.folder = folder;
        this.document = document;
        this.problems = problems;
    }

    /** @return of no use if something is wrong, which is then among the problems */
    MessageFormat read() {
        boolean laidOut = LAID_OUT.contains(document.text("/format"));
        for (String pointer : List.of(LAYOUT, INQUIRY, ECHO)) {
            if (!laidOut && document.optionalText(pointer).isPresent()) {
                problems.add(pointer, "is for the formats " + String.join(", ", LAID_OUT) + "; remove it");
            }
        }
        return switch (document.text("/format")) {
            case "xml" ->
                new XmlFormat(
                        mapping(REQUEST, STYLESHEET, XsltMapping::compile),
                        mapping(ANSWER, STYLESHEET, XsltMapping::compile));
            case "fixed-length" -> layoutFormat(LayoutFile.FIXED_LENGTH);
            case "iso8583" -> layoutFormat(LayoutFile.ISO8583);
            default ->
                new JsonFormat(
                        mapping(REQUEST, JSLT, JsltMapping::compile), mapping(ANSWER, JSLT, JsltMapping::compile));
        };
    }

    private MessageFormat layoutFormat(LayoutFile kind) {
        if (document.optionalText(LAYOUT).isEmpty()) {
            problems.add(
                    "/mapping", "the key 'layout' is missing; it names the file that says how fields become bytes");
            return null;
        }
        String name = document.text(LAYOUT);
        String text = problems.check(LAYOUT, () -> folder.text(name));
        MessageLayout layout = text == null ? null : kind.read(folder.path().resolve(name), text, problems);
        JsltMapping request = mapping(REQUEST, JSLT, JsltMapping::compile);
        JsltMapping answer = mapping(ANSWER, JSLT, JsltMapping::compile);
        boolean asks = document.optionalText(INQUIRY).isPresent();
        JsltMapping inquiry = asks ? mapping(INQUIRY, JSLT, JsltMapping::compile) : null;
        boolean echoes = document.optionalText(ECHO).isPresent();
        JsltMapping echo = echoes ? mapping(ECHO, JSLT, JsltMapping::compile) : null;
        if (layout == null) {
            return null;
        }
        if (asks && !layout.has(MessageLayout.INQUIRY)) {
            problems.add(INQUIRY, "the layout has no request 'inquiry'; describe it in " + name + " or remove this");
        }
        return new LayoutFormat(
                layout,
                kind.samples(),
                request,
                answer,
                Optional.ofNullable(inquiry),
                Optional.ofNullable(echo),
                kind == LayoutFile.ISO8583);
    }

    private <T> T mapping(String pointer, String ending, BiFunction<String, String, T> compiler) {
        String name = document.text(pointer);
        if (!name.endsWith(ending)) {
            problems.add(
                    pointer,
                    SafeText.quoted(name) + " is not a " + ending + " file, as mappings of the format '"
                            + document.text("/format") + "' are");
            return null;
        }
        String text = problems.check(pointer, () -> folder.text(name));
        if (text == null) {
            return null;
        }
        try {
            return compiler.apply(folder.path().getFileName() + "/" + name, text);
        } catch (IllegalArgumentException wrong) {
            problems.add(document.folderOfPacks() + wrong.getMessage());
            return null;
        }
    }
}
