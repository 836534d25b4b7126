package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.registration.FoundRegistrations;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SearchCriteria;
import java.util.List;

/** A page of found registrations as a client gets to see it (docs/api.md). */
public final class SearchView {

    private SearchView() {}

    /** The page as JSON, with the cursor of the next one, or {@code null} if it is the last. */
    public static ObjectNode of(SearchCriteria criteria, FoundRegistrations found) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("registrations");
        List<Registration> registrations = found.registrations();
        registrations.forEach(registration -> array.add(RegistrationView.of(registration)));
        json.put("nextCursor", found.more() ? nextCursor(criteria, registrations) : null);
        return json;
    }

    private static String nextCursor(SearchCriteria criteria, List<Registration> registrations) {
        return SearchCursor.of(
                criteria, registrations.get(registrations.size() - 1).registrationId());
    }
}
