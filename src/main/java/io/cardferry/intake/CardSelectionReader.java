package io.cardferry.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.registration.CardSelection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads which cards a request selects: all of the account's, or a list of references. */
final class CardSelectionReader {

    private static final int REFS_MAX = 50;
    private static final int REF_LENGTH_MAX = 64;

    private final Set<String> sourceIds;

    CardSelectionReader(Set<String> sourceIds) {
        this.sourceIds = Set.copyOf(sourceIds);
    }

    /** The selection, or {@code null} if it is absent or wrong (what is wrong has then been noted). */
    CardSelection read(RequestObject json) {
        if (json == null) {
            return null;
        }
        Boolean replaceExisting = json.flag("replaceExisting");
        Boolean all = json.flag("all");
        Set<String> refs = refs(json);
        if (json.has("all") == json.has("refs")) {
            json.fault("must hold exactly one of all and refs");
            return null;
        }
        if (Boolean.FALSE.equals(all)) {
            json.fault("all", "is false; must be true, or left out for refs");
            return null;
        }
        if (all == null && refs.isEmpty()) {
            return null;
        }
        return new CardSelection(all != null, List.copyOf(refs), Boolean.TRUE.equals(replaceExisting));
    }

    /** The references in the caller's order; empty if there are none or the list as such is wrong. */
    private Set<String> refs(RequestObject json) {
        Set<String> refs = new LinkedHashSet<>();
        JsonNode array = json.array("refs");
        if (array == null) {
            return refs;
        }
        if (array.isEmpty() || array.size() > REFS_MAX) {
            json.fault("refs", "has " + array.size() + " references; must have 1 to " + REFS_MAX);
            return refs;
        }
        for (int i = 0; i < array.size(); i++) {
            String ref = json.text(array.get(i), "/refs/" + i, rule(array.get(i)));
            if (ref != null && !refs.add(ref)) {
                json.fault("refs/" + i, "is in the list already; references must be different");
            }
        }
        return refs;
    }

    /** A source's own name of a card has up to 64 characters; the source's id and the slash before it don't count. */
    private TextRule rule(JsonNode ref) {
        String text = ref.asText();
        int slash = text.indexOf('/');
        int prefix = slash >= 0 && sourceIds.contains(text.substring(0, slash)) ? slash + 1 : 0;
        return new TextRule(prefix + 1, prefix + REF_LENGTH_MAX, true);
    }
}
