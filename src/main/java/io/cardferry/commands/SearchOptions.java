package io.cardferry.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import picocli.CommandLine.Option;

/** The options of {@code search} that make up the request; words and ids are checked here, the rest by the hub. */
final class SearchOptions {

    @Option(names = "--account", paramLabel = "ID", description = "Whose cards.")
    private String accountId;

    @Option(names = "--device-id", paramLabel = "ID", description = "The device that they go to.")
    private String deviceId;

    @Option(names = "--ref", paramLabel = "REF", description = "The card's reference, e.g. c-1.")
    private String cardRef;

    @Option(names = "--request-id", paramLabel = "ID", description = "The request id that the issuer was given.")
    private UUID issuerRequestId;

    @Option(names = "--token-reference", paramLabel = "REF", description = "The token reference that the issuer gave.")
    private String tokenReference;

    @Option(names = "--issuer", paramLabel = "ID", description = "The issuer's id, e.g. aurora.")
    private String issuer;

    @Option(names = "--card-status", paramLabel = "STATUS", description = "One of ${COMPLETION-CANDIDATES}.")
    private CardStatus cardStatus;

    @Option(
            names = "--updated-since",
            paramLabel = "TIME",
            description = "Changed at or after 2026-11-22T10:15:00Z, or within the last 90m, 24h, 7d.")
    private String updatedSince;

    /**
     * The body of {@code POST /v1/registrations/search}, without the page.
     *
     * @throws CommandFailure if the time is none
     */
    ObjectNode body(Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        put(body, "accountId", accountId);
        put(body, "deviceId", deviceId);
        put(body, "cardRef", cardRef);
        put(body, "issuerRequestId", issuerRequestId);
        put(body, "tokenReference", tokenReference);
        put(body, "issuer", issuer);
        put(body, "cardStatus", cardStatus);
        if (updatedSince != null) {
            body.put("updatedSince", since(now).toString());
        }
        return body;
    }

    private Instant since(Instant now) {
        try {
            return Since.of(updatedSince, now);
        } catch (IllegalArgumentException neither) {
            throw CommandFailure.wrongUsage("--updated-since=" + updatedSince
                    + " is neither a time like 2026-11-22T10:15:00Z nor how long ago, like 90m, 24h or 7d");
        }
    }

    private static void put(ObjectNode body, String field, Object value) {
        if (value != null) {
            body.put(field, value.toString());
        }
    }
}
