package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.issuer.layout.FixedLengthLayoutReader;
import io.cardferry.issuer.layout.Iso8583LayoutReader;
import io.cardferry.issuer.layout.LayoutMistake;
import io.cardferry.issuer.layout.MessageLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/** The file that {@code mapping.layout} names, by format. */
enum LayoutFile {
    FIXED_LENGTH(DocumentSchema.FIXED_LENGTH_LAYOUT, FixedLengthLayoutReader::read, LayoutSample.TEXT),
    ISO8583(DocumentSchema.ISO8583_LAYOUT, Iso8583LayoutReader::read, LayoutSample.HEX);

    private final DocumentSchema schema;
    private final BiFunction<String, JsonNode, MessageLayout> reader;
    private final LayoutSample samples;

    LayoutFile(DocumentSchema schema, BiFunction<String, JsonNode, MessageLayout> reader, LayoutSample samples) {
        this.schema = schema;
        this.reader = reader;
        this.samples = samples;
    }

    /** @return {@code null} if something is wrong, which is then among the problems */
    MessageLayout read(Path file, String text, PackProblems problems) {
        try {
            JsonNode document = PackDocument.parse(file, text);
            List<DocumentSchema.Violation> violations = schema.violations(document);
            violations.forEach(found -> problems.add(line(file, found.pointer(), found.what())));
            String name = file.getParent().getFileName() + "/" + file.getFileName();
            return violations.isEmpty() ? reader.apply(name, document) : null;
        } catch (LayoutMistake wrong) {
            problems.add(line(file, wrong.pointer(), wrong.getMessage()));
        } catch (IllegalArgumentException noYaml) {
            problems.add(noYaml.getMessage());
        }
        return null;
    }

    /** How samples write down its messages. */
    LayoutSample samples() {
        return samples;
    }

    private static String line(Path file, String pointer, String what) {
        return file + ": " + (pointer.isEmpty() ? "/" : pointer) + ": " + what;
    }
}
