package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cardferry.registration.DeadLetterCriteria;
import java.util.Optional;
import java.util.UUID;

/** Where a page of dead letters ended: a {@link PageCursor} that is bound to what was asked for. */
final class DeadLetterCursor {

    private DeadLetterCursor() {}

    /** The cursor of a page that ended with this dead letter. */
    static String of(DeadLetterCriteria criteria, UUID last) {
        return PageCursor.of(asked(criteria), last);
    }

    /** The dead letter that the page before ended with; empty if this is no cursor of such a list. */
    static Optional<UUID> read(String text, DeadLetterCriteria criteria) {
        return PageCursor.read(text, asked(criteria));
    }

    private static ArrayNode asked(DeadLetterCriteria criteria) {
        ArrayNode fields = JsonNodeFactory.instance.arrayNode().add("dead-letters");
        return fields.add(criteria.issuer())
                .add(criteria.inDoubt())
                .add(criteria.reason() == null ? null : criteria.reason().code());
    }
}
