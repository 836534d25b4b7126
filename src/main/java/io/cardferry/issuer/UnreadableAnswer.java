package io.cardferry.issuer;

/** What an issuer answered is not of its format. The message holds nothing of it. */
public final class UnreadableAnswer extends RuntimeException {

    UnreadableAnswer(String what) {
        super(what);
    }
}
