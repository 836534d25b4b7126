package io.cardferry.mocks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where the mock issuers open a sealed card, and look it up in {@code mocks/accounts.yaml}. */
final class CardDesk {

    private final MockAccounts accounts;
    private final SealedCards sealedCards;

    CardDesk(MockAccounts accounts, SealedCards sealedCards) {
        this.accounts = accounts;
        this.sealedCards = sealedCards;
    }

    /** The sealed card must agree with the account and the reference of the request. */
    MockRequest open(CardRequest asked) {
        if (asked.problem() != null) {
            return MockRequest.refused(asked, asked.problem());
        }
        Optional<JsonNode> content = sealedCards.open(asked.sealedCard());
        if (content.isEmpty()) {
            return MockRequest.refused(asked, "SEALED_CARD_UNREADABLE");
        }
        if (!asked.accountId().equals(content.get().path("accountId").textValue())
                || !asked.cardRef().equals(content.get().path("cardRef").textValue())) {
            return MockRequest.refused(asked, "SEALED_CARD_MISMATCH");
        }
        String number = content.get().path("pan").asText();
        return accounts.card(asked.accountId(), asked.cardRef(), number)
                .map(card -> MockRequest.of(asked, card))
                .orElseGet(() -> MockRequest.refused(asked, "CARD_UNKNOWN"));
    }
}
