package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.FoundDeadLetters;
import io.cardferry.registration.Replay;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Dead letters as an operator gets to see them (docs/api.md). All keys are always there, {@code null} where nothing is. */
final class DeadLetterView {

    private DeadLetterView() {}

    /** One dead letter as JSON. */
    static ObjectNode of(DeadLetter deadLetter) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("deadLetterId", deadLetter.deadLetterId().toString());
        json.put("previousDeadLetterId", text(deadLetter.previousDeadLetterId()));
        json.put("registrationId", deadLetter.registrationId().toString());
        json.put("cardRef", deadLetter.cardRef());
        json.put("issuer", deadLetter.issuer());
        json.put("issuerRequestId", text(deadLetter.issuerRequestId()));
        json.put("inDoubt", deadLetter.inDoubt());
        json.set("reason", RegistrationView.reason(deadLetter.reason()));
        json.put("attempts", deadLetter.attempts());
        json.put("firstAttemptAt", Times.write(deadLetter.firstAttemptAt()));
        json.put("lastAttemptAt", Times.write(deadLetter.lastAttemptAt()));
        json.put("diedAt", Times.write(deadLetter.diedAt()));
        json.put("state", deadLetter.state().name());
        json.put("closedAt", Times.write(deadLetter.closedAt()));
        json.put("messageRemoved", deadLetter.messageRemoved());
        return json;
    }

    /** A page as JSON, with the cursor of the next one, or {@code null} if it is the last. */
    static ObjectNode page(DeadLetterCriteria criteria, FoundDeadLetters found) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("deadLetters");
        List<DeadLetter> deadLetters = found.deadLetters();
        deadLetters.forEach(deadLetter -> array.add(of(deadLetter)));
        json.put(
                "nextCursor",
                found.more()
                        ? DeadLetterCursor.of(
                                criteria,
                                deadLetters.get(deadLetters.size() - 1).deadLetterId())
                        : null);
        return json;
    }

    /** What a replay would do, as JSON. */
    static ObjectNode of(Replay replay) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("deadLetterId", replay.deadLetter().deadLetterId().toString());
        json.put("dryRun", true);
        json.put("action", replay.action().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("possible", replay.conflict().isEmpty());
        json.put(
                "problem",
                replay.conflict()
                        .map(DeadLetterProblem::code)
                        .map(ProblemCode::code)
                        .orElse(null));
        json.put(
                "detail",
                replay.conflict().map(DeadLetterConflict::getMessage).orElseGet(() -> whatIsDone(replay.action())));
        return json;
    }

    private static String whatIsDone(Replay.Action action) {
        return switch (action) {
            case START_OVER -> "the card sources are asked again, and the registration goes on with what they list";
            case SUBMIT -> "the card's message is made and sent; it never was";
            case SEND_AGAIN -> "the same message is sent once more, under the same request id";
            case INQUIRE -> "the issuer is asked what became of the card; it is sent again only if it was never seen";
            case REFRESH -> "the card is read again from its source and sent under a new request id";
        };
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }
}
