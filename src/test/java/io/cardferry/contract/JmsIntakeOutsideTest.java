package io.cardferry.contract;

import io.cardferry.postgres.Once;

/** Registrations that come as messages, on a broker outside. */
@Once
class JmsIntakeOutsideTest extends JmsIntakeRules {

    JmsIntakeOutsideTest() {
        super(HubOnBroker.outside(new HubFixture()));
    }
}
