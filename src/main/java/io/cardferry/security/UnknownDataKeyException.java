package io.cardferry.security;

/** A sealed text names a data key that is not there. */
final class UnknownDataKeyException extends UnreadableSealException {

    private static final long serialVersionUID = 1L;

    UnknownDataKeyException() {
        super("the data key that sealed this text is not in the keystore; put the old key back, next to the new one");
    }
}
