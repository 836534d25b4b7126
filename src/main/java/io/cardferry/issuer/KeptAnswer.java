package io.cardferry.issuer;

/** An issuer's answer that is kept in memory while the ledger can't commit. */
public sealed interface KeptAnswer permits EndedAttempt, ArrivedAnswer {

    /** The pack's id. */
    String issuer();

    /** What it is about, for people. */
    String subject();
}
