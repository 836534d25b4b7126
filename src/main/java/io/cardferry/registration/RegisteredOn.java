package io.cardferry.registration;

/**
 * The device that a card is already registered on (the second electronic device), as far as its source says.
 *
 * @param deviceId may be {@code null}
 * @param type the source's word, may be {@code null}
 * @param name may be {@code null}
 */
public record RegisteredOn(String deviceId, String type, String name) {}
