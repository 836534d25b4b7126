package io.cardferry.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.intake.Answers;
import io.cardferry.intake.HttpAnswer;
import io.cardferry.intake.OperatorRequestReader;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.IssuerPauses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the routes by which operators look at issuers, pause them and resume them (docs/api.md). */
public final class IssuerOperations {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerOperations.class);

    private final OperatorRequestReader requests = new OperatorRequestReader();
    private final IssuerOverview overview;
    private final IssuerPauses pauses;
    private final Runnable readPauses;

    /** @param readPauses has the gates learn what the ledger says */
    public IssuerOperations(IssuerOverview overview, IssuerPauses pauses, Runnable readPauses) {
        this.overview = overview;
        this.pauses = pauses;
        this.readPauses = readPauses;
    }

    /** Every issuer that has a pack, or cards that are not done with. */
    public HttpAnswer show() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode issuers = body.putArray("issuers");
        overview.all().forEach(issuer -> issuers.add(issuer.toJson()));
        return Answers.json(200, body);
    }

    /** From now on nothing is sent to the issuer; one that is paused already stays as it is. */
    public HttpAnswer pause(IssuerAction action) {
        requireKnown(action.issuer());
        String reason = requests.reason(action.intake());
        if (Commit.of(pauses.pause(action.issuer(), reason))) {
            LOG.info("issuer {} is paused by an operator", action.issuer());
        }
        return changed(action);
    }

    /** The issuer's cards are sent again; one that is not paused stays as it is. */
    public HttpAnswer resume(IssuerAction action) {
        requireKnown(action.issuer());
        String reason = requests.reason(action.intake());
        if (Commit.of(pauses.resume(action.issuer(), reason))) {
            LOG.info("issuer {} is resumed by an operator", action.issuer());
        }
        return changed(action);
    }

    private void requireKnown(String issuer) {
        // Counting may take a while; it is needed only for one whose cards are all that is left of it.
        if (!overview.hasPack(issuer)) {
            one(issuer);
        }
    }

    private HttpAnswer changed(IssuerAction action) {
        // Before the answer: whoever has it must not see a card sent that came later.
        readPauses.run();
        return Answers.json(200, one(action.issuer()).toJson());
    }

    private IssuerStanding one(String issuer) {
        return overview.all().stream()
                .filter(standing -> standing.id().equals(issuer))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "no issuer has this id"));
    }
}
