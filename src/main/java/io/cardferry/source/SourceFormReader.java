package io.cardferry.source;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.mapping.JsltMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads from a {@code source.yaml}, and the mapping beside it, in which form the source speaks. */
final class SourceFormReader {

    /** Where the source is asked; {@link RequestPath#CANONICAL} if absent. */
    static final String PATH = "request.path";

    /** The file beside {@code source.yaml} that maps the source's answers; absent if they are canonical. */
    static final String MAPPING = "answer.mapping";

    private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}\\.jslt";
    private static final int MAX_BYTES = 64 * 1024;

    private final Path file;
    private final Map<String, String> written;

    /**
     * @param file the {@code source.yaml}
     * @param written its keys and values
     */
    SourceFormReader(Path file, Map<String, String> written) {
        this.file = file;
        this.written = written;
    }

    /** @throws ConfigurationException if the path or the mapping is wrong */
    SourceForm read() {
        return new SourceForm(path(), mapping());
    }

    private RequestPath path() {
        String template = written.get(PATH);
        if (template == null) {
            return RequestPath.CANONICAL;
        }
        try {
            return new RequestPath(template);
        } catch (IllegalArgumentException wrong) {
            throw ConfigurationException.badValue(file.toString(), PATH, template, RequestPath.ALLOWED);
        }
    }

    private AnswerMapping mapping() {
        String name = written.get(MAPPING);
        if (name == null) {
            return null;
        }
        if (!name.matches(FILE_NAME)) {
            throw ConfigurationException.badValue(
                    file.toString(), MAPPING, name, "the name of a file beside it that ends with .jslt");
        }
        Path folder = file.getParent();
        String text = text(folder.resolve(name));
        try {
            return new AnswerMapping(JsltMapping.compileKeepingEmpty(folder.getFileName() + "/" + name, text));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(
                    folder.getParent() + "/" + wrong.getMessage() + "; correct it there: it is JSLT (docs/sources.md)");
        }
    }

    private String text(Path mapping) {
        if (!Files.isRegularFile(mapping)) {
            throw new ConfigurationException(file + ": " + MAPPING + " names " + mapping.getFileName()
                    + ", but there is no such file beside it; put the mapping there or correct the name");
        }
        try {
            if (Files.size(mapping) > MAX_BYTES) {
                throw new ConfigurationException(
                        mapping + ": is larger than " + MAX_BYTES + " bytes; make the mapping shorter");
            }
            return Files.readString(mapping);
        } catch (IOException unreadable) {
            throw new ConfigurationException(mapping + ": can't be read; check its permissions and that it is UTF-8");
        }
    }
}
