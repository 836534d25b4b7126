package io.cardferry.security;

/** A keystore can't be used. The message is one line for an operator and holds no secret. */
public class KeystoreException extends RuntimeException {

    public KeystoreException(String line) {
        super(line);
    }
}
