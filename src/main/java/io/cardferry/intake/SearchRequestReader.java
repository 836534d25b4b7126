package io.cardferry.intake;

import io.cardferry.registration.CardStatus;
import io.cardferry.registration.SearchCriteria;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Reads a POST of a search (docs/api.md). No criterion at all is a search for all of the client's registrations. */
public final class SearchRequestReader {

    private static final TextRule ACCOUNT_ID = new TextRule(1, 128, false);
    /** With the longest source before it: of a card that nobody knows, the reference stands as its client wrote it. */
    private static final TextRule CARD_REF = new TextRule(1, 96, true);

    private static final TextRule TOKEN_REFERENCE = new TextRule(1, 512, false);
    private static final TextRule ISSUER = new TextRule(1, 64, false);
    private static final TextRule SHORT = new TextRule(1, 64, true);

    private static final int LIMIT = 50;

    /**
     * Reads one request.
     *
     * @param client the authenticated caller: it finds its own registrations only
     * @throws ProblemException for the first of content type and body that is wrong
     */
    public SearchRequest read(HttpIntake intake, String client) {
        ContentTypeHeader.requireJson(intake.contentTypes());
        RequestObject request = RequestObject.read(intake.body());
        SearchCriteria criteria = new SearchCriteria(
                client,
                request.text("accountId", ACCOUNT_ID),
                request.text("deviceId", DeviceReader.ID),
                request.text("cardRef", CARD_REF),
                issuerRequestId(request),
                request.text("tokenReference", TOKEN_REFERENCE),
                request.text("issuer", ISSUER),
                request.word("cardStatus", CardStatus.class),
                updatedSince(request));
        Integer limit = request.number("limit", 1, SearchRequest.LIMIT_MAX);
        String cursor = request.text("cursor", SHORT);
        // Only then is it known which search the cursor must be of.
        request.requireNoFaults();
        UUID before = cursor == null ? null : before(request, criteria, cursor);
        request.requireNoFaults();
        return new SearchRequest(criteria, before, limit == null ? LIMIT : limit);
    }

    private static UUID issuerRequestId(RequestObject request) {
        String text = request.text("issuerRequestId", SHORT);
        UUID id = text == null ? null : Uuids.read(text).orElse(null);
        if (text != null && id == null) {
            request.fault("issuerRequestId", "must be a UUID, as the registration shows it");
        }
        return id;
    }

    /** In whole milliseconds, as the resource shows the time of a change: the finer rest of it is not compared. */
    private static Instant updatedSince(RequestObject request) {
        Instant since = request.time("updatedSince");
        if (since == null) {
            return null;
        }
        Instant millis = since.truncatedTo(ChronoUnit.MILLIS);
        return millis.equals(since) ? since : millis.plusMillis(1);
    }

    private static UUID before(RequestObject request, SearchCriteria criteria, String cursor) {
        return SearchCursor.read(cursor, criteria).orElseGet(() -> {
            request.fault(
                    "cursor",
                    "is not the nextCursor of a search with these criteria; send it unchanged, or begin without one");
            return null;
        });
    }
}
