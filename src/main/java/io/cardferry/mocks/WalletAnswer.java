package io.cardferry.mocks;

/**
 * What a mock card source says to one question.
 *
 * @param kind which kind of answer
 * @param json the body
 */
public record WalletAnswer(Kind kind, String json) {

    /** Which HTTP answer the route makes of it. */
    public enum Kind {
        /** 200 with the list. */
        LIST,
        /** 200 with the list, after a long pause. */
        SLOW,
        /** 500. */
        DOWN,
        /** 404: the account, or the address, is not known. */
        NOT_FOUND
    }
}
