package io.cardferry.app;

import io.cardferry.intake.DeadLetterAnswer;
import io.cardferry.outbox.OutboxMessageProcessor;
import io.cardferry.outbox.OutboxMessages;
import io.cardferry.outbox.OutboxPatience;
import io.cardferry.outbox.OutboxRound;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** What is told by messages. */
record OutboxBeans(HubParts hub) {

    private static final Clock CLOCK = Clock.systemUTC();

    Map<String, Object> byName() {
        // Somebody else may take an entry when its lease is over.
        Duration sendingTime = hub.configuration()
                .settings()
                .hub()
                .delivery()
                .lease()
                .multipliedBy(2)
                .dividedBy(3);
        OutboxRound.Parts parts = new OutboxRound.Parts(
                hub.ledger().outbox(),
                () -> hub.broker().map(Broker::takesMessages).orElse(false),
                hub.rounds()::begin,
                (kind, result) -> hub.metrics().messages().outboxTold(kind, result.word()));
        OutboxRound round = new OutboxRound(parts, OutboxPatience.STANDARD, sendingTime);
        hub.metrics().watchQueue("outbox", round::waiting);
        hub.metrics()
                .messages()
                .watchOldest(() -> round.oldestAge(CLOCK.instant()).toMillis() / 1000.0);
        hub.broker().ifPresent(here -> {
            hub.metrics().messages().watchBroker(here::isHere);
            here.store().ifPresent(store -> hub.metrics().messages().watchStore(store::percent));
        });
        return Map.of(
                "outboxPool",
                hub.pools().outbox,
                "outboxRounds",
                hub.rounds(),
                "outboxRound",
                round,
                "outboxMessages",
                new OutboxMessages(hub.ledger(), new DeadLetterAnswer()),
                "outboxMessageProcessor",
                new OutboxMessageProcessor());
    }
}
