package io.cardferry.issuer;

/** An issuer's answer that is kept in memory while the ledger can't commit. */
public sealed interface KeptAnswer permits EndedAttempt, ArrivedAnswer {

    /** The pack's id. */
    String issuer();

    /** What it is about, for people. */
    String subject();

    /** Whether it came when nobody waited for it, or no longer; else an exchange ended with it. */
    boolean isUnawaited();
}
