package io.cardferry.mocks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where the mock issuers open a sealed card, and look up how {@code mocks/accounts.yaml} wants it treated. */
final class CardDesk {

    private final MockAccounts accounts;
    private final SealedCards sealedCards;

    CardDesk(MockAccounts accounts, SealedCards sealedCards) {
        this.accounts = accounts;
        this.sealedCards = sealedCards;
    }

    /**
     * @param accountId of the request, which the sealed card must agree with
     * @param cardRef of the request, which the sealed card must agree with
     * @param attempt which attempt at this request it is, 1 is the first
     */
    MockRequest treat(String requestId, String sealedCard, String accountId, String cardRef, int attempt) {
        Optional<JsonNode> content = sealedCards.open(sealedCard);
        if (content.isEmpty()) {
            return MockRequest.refused(requestId, "SEALED_CARD_UNREADABLE");
        }
        if (!accountId.equals(content.get().path("accountId").textValue())
                || !cardRef.equals(content.get().path("cardRef").textValue())) {
            return MockRequest.refused(requestId, "SEALED_CARD_MISMATCH");
        }
        String number = content.get().path("pan").asText();
        return accounts.card(accountId, cardRef, number)
                .map(card -> new MockRequest(requestId, card.behaviourAt(attempt), "MESSAGE_REFUSED"))
                .orElseGet(() -> MockRequest.refused(requestId, "CARD_UNKNOWN"));
    }
}
