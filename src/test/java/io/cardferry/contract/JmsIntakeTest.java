package io.cardferry.contract;

/** Registrations that come as messages, on the embedded broker. */
class JmsIntakeTest extends JmsIntakeRules {

    JmsIntakeTest() {
        super(HubOnBroker.embedded(new HubFixture()));
    }
}
