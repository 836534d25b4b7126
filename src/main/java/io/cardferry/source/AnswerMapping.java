package io.cardferry.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.JsltMapping;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import java.util.Set;

/**
 * How another wallet's answers become those of docs/sources.md.
 *
 * @param jslt makes of <code>{"status", "accountId", "body"}</code> a canonical list, or says
 *     <code>{"code": "ACCOUNT_UNKNOWN"}</code>
 */
public record AnswerMapping(JsltMapping jslt) {

    /** These say something about our access, our call or our pace, and nothing about the account. */
    private static final Set<Integer> ABOUT_THE_CALL = Set.of(401, 403, 405, 407, 408, 425, 429);

    /** Whether answers with this HTTP status are given to the mapping at all; the others are failures. */
    boolean takes(int status) {
        return mayList(status) || status / 100 == 4 && !ABOUT_THE_CALL.contains(status);
    }

    /** Whether a list is believed with this status: what an error carries is none, whatever the mapping makes of it. */
    static boolean mayList(int status) {
        return status == 200 || status == 204;
    }

    /**
     * The answer in the canonical form, not checked yet.
     *
     * @param body {@code null} in JSON if the answer had none
     * @throws InvalidListException if the mapping fails; nothing of the answer is in its message
     */
    JsonNode apply(int status, String accountId, JsonNode body) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("status", status).put("accountId", accountId).set("body", body);
        try {
            return jslt.apply(input);
        } catch (MappingFailed failed) {
            throw new InvalidListException(failed.getMessage());
        } catch (NotRepresentable refused) {
            throw new InvalidListException(jslt.file() + " refuses it");
        }
    }
}
