package io.cardferry.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.mocks.MockWorld;
import io.cardferry.mocks.MockWorldClient;
import java.util.UUID;

/** A hub between the mocks instead of the tests' stubs, and impatient: no test waits for a patient one. */
final class MockedHub {

    final MockWorld world;
    final MockWorldClient mocks;
    final HubFixture hub;

    MockedHub() {
        try {
            world = MockWorld.start(HubFixture.HOME, 0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        mocks = new MockWorldClient(world.base());
        hub = new HubFixture()
                .with("cardferry.sources.phone-wallet.url", world.phoneWallet().toString())
                .with("cardferry.issuers.aurora.url", world.aurora().toString())
                .with("cardferry.issuers.borealis.url", world.borealis().toString())
                .with("cardferry.delivery.poll-interval", "100ms");
        for (String peer : new String[] {"sources.phone-wallet", "issuers.aurora", "issuers.borealis"}) {
            hub.with("cardferry." + peer + ".response-timeout", "700ms")
                    .with("cardferry." + peer + ".retry.first-delay", "300ms")
                    .with("cardferry." + peer + ".retry.max-delay", "1s")
                    .with("cardferry." + peer + ".retry.max-attempts", "7");
        }
    }

    /** Begins to register a card of acc-1001 on a device of its own: c-1 is aurora's, c-2 borealis'. */
    String begin(String cardRef) {
        return hub.begin("""
                {"account":{"id":"acc-1001"},"device":{"id":"%s","type":"TV"},"cards":{"refs":["%s"]}}""".formatted(UUID.randomUUID(), cardRef));
    }

    /** What the issuer counted under the card's request id. */
    JsonNode effects(JsonNode card) {
        return mocks.effects(card.path("issuerRequestId").asText());
    }
}
