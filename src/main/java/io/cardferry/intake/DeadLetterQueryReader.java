package io.cardferry.intake;

import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.ReasonCode;
import java.util.UUID;

/** Reads the query parameters of a list of dead letters (docs/api.md). None at all asks for all that wait. */
public final class DeadLetterQueryReader {

    private static final TextRule ISSUER = new TextRule(1, 64, false);
    private static final TextRule CURSOR = new TextRule(1, 64, false);
    private static final int LIMIT = 50;

    /**
     * Reads one request.
     *
     * @throws ProblemException {@code bad-request} that names every wrong parameter
     */
    public DeadLetterQuery read(HttpIntake intake) {
        QueryParameters query = QueryParameters.read(intake.query());
        DeadLetterCriteria criteria = new DeadLetterCriteria(
                query.text("issuer", ISSUER),
                query.flag("inDoubt"),
                query.word("reason", ReasonCode::of, "a reason code, e.g. retries-exhausted"));
        Integer limit = query.number("limit", 1, DeadLetterQuery.LIMIT_MAX);
        String cursor = query.text("cursor", CURSOR);
        // Only then is it known which list the cursor must be of.
        query.requireNoFaults();
        UUID before = cursor == null ? null : before(query, criteria, cursor);
        query.requireNoFaults();
        return new DeadLetterQuery(criteria, before, limit == null ? LIMIT : limit);
    }

    private static UUID before(QueryParameters query, DeadLetterCriteria criteria, String cursor) {
        return DeadLetterCursor.read(cursor, criteria).orElseGet(() -> {
            query.fault(
                    "cursor",
                    "is not the nextCursor of a list with these parameters; send it unchanged, or begin without one");
            return null;
        });
    }
}
