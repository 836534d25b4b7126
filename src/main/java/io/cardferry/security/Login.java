package io.cardferry.security;

import java.util.Objects;

/** A user of another system's, such as a broker, and the password there. */
public record Login(String user, Secret password) {

    public Login {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }
}
