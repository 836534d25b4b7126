package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.registration.HistoryEntry;
import java.util.List;

/** A registration's history as a client gets to see it (docs/api.md, other reads). */
public final class HistoryView {

    private HistoryView() {}

    /**
     * The history as JSON; a key that an entry has nothing to say to is left out.
     *
     * @param entries oldest first
     */
    public static ObjectNode of(List<HistoryEntry> entries) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("entries");
        for (HistoryEntry entry : entries) {
            ObjectNode line = array.addObject();
            line.put("at", Times.write(entry.at()));
            line.put("cardRef", entry.cardRef());
            line.put("event", entry.event());
            line.put("from", entry.from());
            line.put("to", entry.to());
            line.put("attempt", entry.attempt());
            line.put("outcome", entry.outcome());
            line.put("latencyMs", entry.latencyMs());
            line.put("detail", entry.detail());
            line.removeNulls();
        }
        return json;
    }
}
