package io.cardferry.mocks;

import java.util.Map;
import java.util.Objects;

/**
 * An account of the mock world.
 *
 * @param id the join key between the payment servers, any characters
 * @param shows what a person should see when registering this account's cards
 * @param wallets what the card sources know about it, by source name
 */
public record MockAccount(String id, String shows, Map<String, MockWallet> wallets) {

    public MockAccount {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(shows, "shows");
        wallets = Map.copyOf(wallets);
    }
}
