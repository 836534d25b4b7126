package io.cardferry.registration.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger's tables, as its recorders use them. */
record Tables(
        JdbcTemplate jdbc,
        Dialect dialect,
        RegistrationRows registrations,
        CardRows cards,
        CardContents contents,
        InForceClaims inForce,
        DeadLetterRows deadLetters,
        OutboxRows outbox) {

    static Tables of(JdbcTemplate jdbc, Dialect dialect, AtRest atRest, OutboxRows outbox) {
        RegistrationRows registrations = new RegistrationRows(jdbc, dialect, atRest);
        CardRows cards = new CardRows(jdbc);
        return new Tables(
                jdbc,
                dialect,
                registrations,
                cards,
                new CardContents(jdbc),
                new InForceClaims(jdbc, dialect, registrations, cards),
                new DeadLetterRows(jdbc, outbox),
                outbox);
    }
}
