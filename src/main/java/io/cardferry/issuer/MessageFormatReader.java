package io.cardferry.issuer;

import io.cardferry.mapping.JsltMapping;
import io.cardferry.mapping.XsltMapping;
import io.cardferry.security.SafeText;
import java.util.function.BiFunction;

/** Reads the {@code format} of a pack, and compiles its mappings. */
final class MessageFormatReader {

    private static final String STYLESHEET = ".xsl";

    private static final String REQUEST = "/mapping/request";
    private static final String ANSWER = "/mapping/answer";

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
        return switch (document.text("/format")) {
            case "xml" ->
                new XmlFormat(
                        mapping(REQUEST, STYLESHEET, XsltMapping::compile),
                        mapping(ANSWER, STYLESHEET, XsltMapping::compile));
            default ->
                new JsonFormat(
                        mapping(REQUEST, ".jslt", JsltMapping::compile),
                        mapping(ANSWER, ".jslt", JsltMapping::compile));
        };
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
