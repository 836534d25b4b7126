package io.cardferry.registration;

import java.util.Objects;

/**
 * The device that the cards are to be registered on (the first electronic device).
 *
 * @param id 1 to 64 characters
 * @param type its form factor
 * @param name what its owner calls it, 0 to 64 characters, or {@code null} if it has none
 */
public record Device(String id, DeviceType type, String name) {

    public Device {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
    }
}
