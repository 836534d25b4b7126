package io.cardferry.registration;

import java.util.Objects;

/**
 * Somebody wants to see an account's cards, and which of them could be registered on a device. Nothing is registered.
 *
 * @param client the authenticated caller
 * @param device where a card would be registered
 * @param question what the card sources are asked
 */
public record CardListRequest(String client, Device device, SourceQuestion question) {

    public CardListRequest {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(question, "question");
    }
}
