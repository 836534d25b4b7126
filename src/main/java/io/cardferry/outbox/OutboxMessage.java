package io.cardferry.outbox;

import io.cardferry.registration.OutboxEntry;
import java.util.Map;
import java.util.Objects;

/**
 * An entry of the outbox as a message: a text, and nothing about a card in it but the last four digits.
 *
 * @param entry what is told
 * @param text the resource that it is about, in JSON, as the API shows it at this moment
 * @param properties the message's properties; their names are fit for any broker
 */
public record OutboxMessage(OutboxEntry entry, String text, Map<String, String> properties) {

    public OutboxMessage {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(text, "text");
        properties = Map.copyOf(properties);
    }

    /** Prints no text: it is about a person's cards. */
    @Override
    public String toString() {
        return "OutboxMessage[" + entry.kind() + " " + entry.subjectId() + "]";
    }
}
