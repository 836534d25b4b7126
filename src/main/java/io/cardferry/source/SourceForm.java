package io.cardferry.source;

import java.util.Objects;

/**
 * The form in which a source is asked and answers.
 *
 * @param path where it is asked
 * @param mapping how its answers become canonical; {@code null} if they are
 */
public record SourceForm(RequestPath path, AnswerMapping mapping) {

    /** That of docs/sources.md. */
    public static final SourceForm CANONICAL = new SourceForm(RequestPath.CANONICAL, null);

    public SourceForm {
        Objects.requireNonNull(path, "path");
    }

    /** Whether the body of an answer with this HTTP status is looked at; else the status alone says that it failed. */
    boolean reads(int status) {
        return mapping == null ? status == 200 || status == 404 : mapping.takes(status);
    }
}
