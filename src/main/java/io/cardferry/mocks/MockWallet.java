package io.cardferry.mocks;

import java.util.List;
import java.util.Objects;

/**
 * What one card source knows about one account.
 *
 * @param answer how the source answers; LIST when left out
 * @param complete whether the list is complete, by the source's own word; true when left out
 * @param cards the account's cards, may be empty
 */
public record MockWallet(WalletAnswer.Kind answer, Boolean complete, List<MockCard> cards) {

    public MockWallet {
        answer = Objects.requireNonNullElse(answer, WalletAnswer.Kind.LIST);
        complete = Objects.requireNonNullElse(complete, true);
        cards = cards == null ? List.of() : List.copyOf(cards);
    }
}
