package io.cardferry.registration;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * Something that is still to be told by a message. It tells what is the case when it is sent, and not when it was written.
 *
 * @param entryId its own id
 * @param kind what it tells
 * @param subjectId the registration, or the dead letter, that it is about
 * @param destination where a reply goes to, as {@link ReplyRequest} has it; {@code null} for a dead letter
 * @param correlationId by which the sender of a request knows its reply; {@code null} for a dead letter
 * @param attempts how often it was tried, or its destination was, and refused
 */
public record OutboxEntry(
        UUID entryId, Kind kind, UUID subjectId, String destination, String correlationId, int attempts) {

    /** What can be told. */
    public enum Kind {
        /** What became of a registration, to the sender of its request. */
        REPLY,
        /** That something was given up for now, to whoever reads the queue of dead letters. */
        DEAD_LETTER;

        /** The kind as metrics name it, e.g. {@code dead-letter}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public OutboxEntry {
        Objects.requireNonNull(entryId, "entryId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subjectId, "subjectId");
    }
}
