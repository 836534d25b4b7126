package io.cardferry.security;

/** A sealed text can't be opened. Neither message nor cause holds anything of the text. */
public class UnreadableSealException extends RuntimeException {

    public UnreadableSealException(String message) {
        super(message);
    }
}
