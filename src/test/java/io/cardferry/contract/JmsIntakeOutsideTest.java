package io.cardferry.contract;

/** Registrations that come as messages, on a broker outside. */
class JmsIntakeOutsideTest extends JmsIntakeRules {

    JmsIntakeOutsideTest() {
        super(HubOnBroker.outside(new HubFixture()));
    }
}
