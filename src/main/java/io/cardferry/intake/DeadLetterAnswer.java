package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.FoundDeadLetters;
import io.cardferry.registration.Replay;
import io.cardferry.registration.ledger.DeadLetterChange;

/** The answers to operators about dead letters (docs/api.md). */
public final class DeadLetterAnswer {

    /** 200 with a dead letter as it stands. */
    public HttpAnswer one(DeadLetter deadLetter) {
        return Answers.json(200, DeadLetterView.of(deadLetter));
    }

    /** 200 with a page of those that wait. */
    public HttpAnswer page(DeadLetterQuery query, FoundDeadLetters found) {
        return Answers.json(200, DeadLetterView.page(query.criteria(), found));
    }

    /** 200 with what a replay would do. */
    public HttpAnswer preview(Replay replay) {
        return Answers.json(200, DeadLetterView.of(replay));
    }

    /** 202 with the card registration, or the whole one, that is worked on again. */
    public HttpAnswer replayed(DeadLetterChange change) {
        return Answers.json(202, resource(change));
    }

    /** 200 with the card registration, or the whole one, as it stands now. */
    public HttpAnswer closed(DeadLetterChange change) {
        return Answers.json(200, resource(change));
    }

    /** 202 with the numbers of a bulk replay, or 200 if it was a dry run. */
    public HttpAnswer counts(BulkReplayRequest request, int matched, int replayed, int skipped) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("matched", matched).put("replayed", replayed).put("skipped", skipped);
        return Answers.json(request.dryRun() ? 200 : 202, json);
    }

    private static ObjectNode resource(DeadLetterChange change) {
        return change.card() == null
                ? RegistrationView.of(change.registration())
                : RegistrationView.ofCard(change.card());
    }
}
