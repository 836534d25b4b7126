package io.cardferry.app;

import io.cardferry.intake.AcceptRegistration;
import io.cardferry.intake.AnswerProcessor;
import io.cardferry.intake.AwaitEndingProcessor;
import io.cardferry.intake.CardListAnswer;
import io.cardferry.intake.CardListPlacesProcessor;
import io.cardferry.intake.CardListRequestReader;
import io.cardferry.intake.ProblemProcessor;
import io.cardferry.intake.PublishedKeys;
import io.cardferry.intake.ReceivedRequestReader;
import io.cardferry.intake.RegistrationAnswer;
import io.cardferry.intake.RegistrationReads;
import io.cardferry.intake.RegistrationRequestReader;
import io.cardferry.intake.RequestProcessor;
import io.cardferry.intake.SearchRequestReader;
import io.cardferry.intake.jms.AcceptedMessageProcessor;
import io.cardferry.intake.jms.DeliveryLimitProcessor;
import io.cardferry.intake.jms.InvalidMessageProcessor;
import io.cardferry.intake.jms.JmsIntakeReader;
import io.cardferry.intake.jms.MessageProcessor;
import io.cardferry.intake.jms.TakenMessages;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** What comes in, by HTTP or message, and how it is answered. */
record IntakeBeans(HubParts hub) {

    private static final Clock CLOCK = Clock.systemUTC();

    Map<String, Object> byName() {
        Map<String, Object> beans = new HashMap<>();
        beans.putAll(pools());
        beans.putAll(requests());
        beans.putAll(messages());
        beans.putAll(cardLists());
        return beans;
    }

    private Map<String, Object> pools() {
        return Map.of(
                "intakePool", hub.pools().intake,
                "registrationPool", hub.pools().registrations,
                "sourcePool", hub.pools().sources,
                "searchPool", hub.pools().searches);
    }

    private Map<String, Object> requests() {
        RegistrationRequestReader requests =
                new RegistrationRequestReader(hub.configuration().sourceIds());
        return Map.of(
                "requestProcessor", new RequestProcessor(),
                "answerProcessor", new AnswerProcessor(),
                "problemProcessor", new ProblemProcessor(),
                "requestReader",
                        new ReceivedRequestReader(
                                requests,
                                hub.configuration().settings().hub().http().waitMax()),
                "acceptRegistration",
                        new AcceptRegistration(hub.ledger(), () -> hub.pools().room() > 0),
                "awaitEndingProcessor", new AwaitEndingProcessor(hub.endings(), hub.ledger(), hub.pools().intake),
                "searchRequestReader", new SearchRequestReader(),
                "registrationReads", new RegistrationReads(hub.ledger(), new RegistrationAnswer(CLOCK)),
                "publishedKeys",
                        new PublishedKeys(() -> hub.keystore().cardKeys().publishedAt(CLOCK.instant())));
    }

    private Map<String, Object> messages() {
        TakenMessages taken = hub.metrics().messages()::taken;
        return Map.of(
                "takenMessages", taken,
                "messageProcessor", new MessageProcessor(),
                "jmsIntakeReader",
                        new JmsIntakeReader(new RegistrationRequestReader(
                                hub.configuration().sourceIds())),
                "acceptedMessageProcessor", new AcceptedMessageProcessor(taken),
                "invalidMessageProcessor", new InvalidMessageProcessor(),
                "deliveryLimitProcessor", new DeliveryLimitProcessor(hub.ledgerPause()::isStopping),
                "failedMessageProcessor", new FailedWorkProcessor("the message stays on the broker"),
                "ledgerPause", hub.ledgerPause());
    }

    private Map<String, Object> cardLists() {
        int places =
                hub.pools().placesForLists(hub.configuration().enabledSources().size());
        return Map.of(
                "cardListRequestReader", new CardListRequestReader(),
                "cardListPlacesProcessor", new CardListPlacesProcessor(places, hub.pools()::hasRoomForLists),
                "cardListAnswer", new CardListAnswer());
    }
}
