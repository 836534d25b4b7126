package io.cardferry.mocks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where the mock issuers look a card up in {@code mocks/accounts.yaml}, and open it before if it is sealed. */
final class CardDesk {

    private final MockAccounts accounts;
    private final SealedCards sealedCards;

    CardDesk(MockAccounts accounts, SealedCards sealedCards) {
        this.accounts = accounts;
        this.sealedCards = sealedCards;
    }

    /**
     * A sealed card must agree with the account and the reference of the request; a clear one must be of this issuer.
     *
     * @param issuer who asks
     */
    MockRequest open(CardRequest asked, String issuer) {
        if (asked.problem() != null) {
            return MockRequest.refused(asked);
        }
        if (asked.clearCard() != null) {
            return request(asked, accounts.card(asked.accountId(), asked.clearCard(), issuer));
        }
        Optional<JsonNode> content = sealedCards.open(asked.sealedCard());
        if (content.isEmpty()) {
            return MockRequest.refused(asked.refused("SEALED_CARD_UNREADABLE"));
        }
        if (!asked.accountId().equals(content.get().path("accountId").textValue())
                || !asked.cardRef().equals(content.get().path("cardRef").textValue())) {
            return MockRequest.refused(asked.refused("SEALED_CARD_MISMATCH"));
        }
        String number = content.get().path("pan").asText();
        return request(asked, accounts.card(asked.accountId(), asked.cardRef(), number));
    }

    private static MockRequest request(CardRequest asked, Optional<MockCard> found) {
        return found.map(card -> MockRequest.of(asked.about(card), card))
                .orElseGet(() -> MockRequest.refused(asked.refused("CARD_UNKNOWN")));
    }
}
