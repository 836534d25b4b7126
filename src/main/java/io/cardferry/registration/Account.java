package io.cardferry.registration;

import java.util.Objects;

/**
 * The customer's account: the join key between payment services.
 *
 * @param id the account's id, 1 to 128 characters
 * @param assertion the caller's proof of the account for the card source (opaque, up to 4 KiB), or {@code null}; kept
 *     only until discovery ends, only encrypted, and never printed
 */
public record Account(String id, String assertion) {

    public Account {
        Objects.requireNonNull(id, "id");
    }

    /** Prints neither the id nor the assertion: both belong to a person. */
    @Override
    public String toString() {
        return "Account[***]";
    }
}
