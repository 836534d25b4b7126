package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds what is due and takes it, so that nobody else does: what waits for its time, and what a dead process left. */
final class DueWork {

    private static final String DUE_REGISTRATIONS = """
            SELECT registration_id FROM registration
            WHERE next_attempt_at <= ? AND (lease_until IS NULL OR lease_until < ?)
            ORDER BY next_attempt_at FETCH FIRST ? ROWS ONLY""";
    private static final String LEASE_REGISTRATION = """
            UPDATE registration SET lease_owner = ?, lease_until = ?, version = version + 1
            WHERE registration_id = ? AND next_attempt_at <= ? AND (lease_until IS NULL OR lease_until < ?)""";
    private static final String DUE_CARDS = """
            SELECT card_registration_id FROM card_registration
            WHERE next_attempt_at <= ? AND (lease_until IS NULL OR lease_until < ?)
              AND status IN ('PENDING', 'SUBMITTING')
            ORDER BY next_attempt_at FETCH FIRST ? ROWS ONLY""";
    private static final String LEASE_CARD = """
            UPDATE card_registration SET lease_owner = ?, lease_until = ?, version = version + 1
            WHERE card_registration_id = ? AND version = ?""";
    private static final String END_LEASES =
            "UPDATE %s SET lease_owner = NULL, lease_until = NULL, next_attempt_at = ? WHERE lease_until IS NOT NULL";

    private final Tables tables;
    private final JdbcTemplate jdbc;
    private final Lease lease;
    private final AttemptRecorder attempts;

    DueWork(Tables tables, Lease lease, AttemptRecorder attempts) {
        this.tables = tables;
        this.jdbc = tables.jdbc();
        this.lease = lease;
        this.attempts = attempts;
    }

    /** Registrations whose sources are to be asked now, with their accounts' assertions. */
    List<Registration> takeRegistrations(int limit, Instant now) {
        Object time = Rows.time(now);
        Object ended = Rows.time(now.minus(lease.grace()));
        Object until = Rows.time(now.plus(lease.duration()));
        List<Registration> taken = new ArrayList<>();
        for (UUID id : jdbc.queryForList(DUE_REGISTRATIONS, UUID.class, time, ended, limit)) {
            if (jdbc.update(LEASE_REGISTRATION, lease.owner(), until, id, time, ended) == 1) {
                tables.registrations().findForDiscovery(id).ifPresent(taken::add);
            }
        }
        return taken;
    }

    /**
     * Cards that are to be sent now for the first time. Those that were being sent when their process died are not among
     * them: they become IN_DOUBT here, because they may have been sent.
     *
     * @param inquireIn when to look at a card in doubt again
     */
    List<CardRegistration> takeCards(int limit, Duration inquireIn, Instant now) {
        Object time = Rows.time(now);
        Object ended = Rows.time(now.minus(lease.grace()));
        Object until = Rows.time(now.plus(lease.duration()));
        List<CardRegistration> taken = new ArrayList<>();
        for (UUID id : jdbc.queryForList(DUE_CARDS, UUID.class, time, ended, limit)) {
            CardRegistration card = tables.cards().one(id).orElseThrow();
            if (card.status() == CardStatus.SUBMITTING) {
                Outcome lost = Outcome.unknown("the hub stopped, or lost its lease, before an answer was recorded");
                attempts.doubt(card, lost, now.plus(inquireIn), now);
            } else if (jdbc.update(LEASE_CARD, lease.owner(), until, id, card.version()) == 1) {
                tables.cards().one(id).ifPresent(taken::add);
            }
        }
        return taken;
    }

    /** Ends every lease at once: only for a database that nobody but this process can have open. */
    int endLeases(Instant now) {
        Object time = Rows.time(now);
        return jdbc.update(String.format(END_LEASES, "registration"), time)
                + jdbc.update(String.format(END_LEASES, "card_registration"), time);
    }
}
