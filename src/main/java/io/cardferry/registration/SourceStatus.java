package io.cardferry.registration;

/** How a card source answered (docs/api.md). */
public enum SourceStatus {
    /** It gave a valid list. */
    OK,
    /** It does not know the account: a complete answer. */
    ACCOUNT_UNKNOWN,
    /** It did not answer in time. */
    LATE,
    /** Anything else. */
    FAILED;

    /** Whether the source said something that can be relied on. */
    public boolean isAnswer() {
        return this == OK || this == ACCOUNT_UNKNOWN;
    }
}
