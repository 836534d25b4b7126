package io.cardferry.outbox;

import io.cardferry.intake.Answers;
import io.cardferry.intake.DeadLetterAnswer;
import io.cardferry.intake.HttpAnswer;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.OutboxEntry;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Makes messages of the outbox's entries: what the API would answer at this moment (docs/jms.md). */
public final class OutboxMessages {

    private final Ledger ledger;
    private final DeadLetterAnswer deadLetters;

    public OutboxMessages(Ledger ledger, DeadLetterAnswer deadLetters) {
        this.ledger = ledger;
        this.deadLetters = deadLetters;
    }

    /** The entry as a message. */
    public OutboxMessage of(OutboxEntry entry) {
        return switch (entry.kind()) {
            case REPLY -> reply(entry);
            case DEAD_LETTER -> deadLetter(entry);
        };
    }

    private OutboxMessage reply(OutboxEntry entry) {
        Registration registration =
                ledger.registrations().find(entry.subjectId()).orElseThrow();
        return new OutboxMessage(entry, text(Answers.registration(registration)), Map.of());
    }

    private OutboxMessage deadLetter(OutboxEntry entry) {
        DeadLetter deadLetter = ledger.deadLetters().find(entry.subjectId()).orElseThrow();
        Map<String, String> properties = new HashMap<>();
        properties.put("deadLetterId", deadLetter.deadLetterId().toString());
        if (deadLetter.issuer() != null) {
            properties.put("issuer", deadLetter.issuer());
        }
        return new OutboxMessage(entry, text(deadLetters.one(deadLetter)), properties);
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
