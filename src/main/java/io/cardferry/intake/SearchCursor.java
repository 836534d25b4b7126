package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cardferry.registration.SearchCriteria;
import java.util.Optional;
import java.util.UUID;

/** Where a page of a search ended: a {@link PageCursor} that is bound to the search and its client. */
final class SearchCursor {

    private SearchCursor() {}

    /** The cursor of a page that ended with this registration. */
    static String of(SearchCriteria criteria, UUID last) {
        return PageCursor.of(asked(criteria), last);
    }

    /** The registration that the page before ended with; empty if this is no cursor of such a search. */
    static Optional<UUID> read(String text, SearchCriteria criteria) {
        return PageCursor.read(text, asked(criteria));
    }

    private static ArrayNode asked(SearchCriteria criteria) {
        ArrayNode fields = JsonNodeFactory.instance.arrayNode();
        fields.add(criteria.client()).add(criteria.accountId()).add(criteria.deviceId());
        fields.add(criteria.cardRef())
                .add(text(criteria.issuerRequestId()))
                .add(criteria.tokenReference())
                .add(criteria.issuer());
        fields.add(text(criteria.cardStatus())).add(text(criteria.updatedSince()));
        return fields;
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
