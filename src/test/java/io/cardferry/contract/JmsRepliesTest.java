package io.cardferry.contract;

/** What the hub tells by messages of its own, on the embedded broker. */
class JmsRepliesTest extends JmsRepliesRules {

    JmsRepliesTest() {
        super(HubOnBroker.embedded(DeadLetterDesk.hubThatGivesUpSoon()));
    }
}
