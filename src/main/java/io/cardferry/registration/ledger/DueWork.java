package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.NextStep;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
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
            SELECT card_registration_id, next_attempt_at,
              CASE WHEN card_sealed IS NULL AND message_sealed IS NULL THEN TRUE ELSE FALSE END AS emptied
            FROM card_registration
            WHERE status = ? AND issuer = ? AND next_attempt_at <= ? AND (lease_until IS NULL OR lease_until < ?)
            ORDER BY status, issuer, next_attempt_at FETCH FIRST ? ROWS ONLY""";
    private static final String LEASE_CARD = """
            UPDATE card_registration SET lease_owner = ?, lease_until = ?, version = version + 1
            WHERE card_registration_id = ? AND version = ?""";
    private static final String POSTPONE_CARD = """
            UPDATE card_registration SET next_attempt_at = ?, lease_owner = NULL, lease_until = NULL, version = version + 1
            WHERE card_registration_id = ? AND version = ?""";
    private static final String PUT_ASIDE =
            "UPDATE card_registration SET next_attempt_at = ?, version = version + 1 WHERE card_registration_id = ?";
    private static final String END_LEASES =
            "UPDATE %s SET lease_owner = NULL, lease_until = NULL, next_attempt_at = ? WHERE lease_until IS NOT NULL";
    /** Who is dead sends nothing more. */
    private static final String END_SENDING =
            "UPDATE card_registration SET last_send_at = ? WHERE lease_until IS NOT NULL AND last_send_at > ?";

    private static final Outcome LOST =
            Outcome.unknown("the hub stopped, or lost its lease, before an answer was recorded");

    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);

    private record Found(UUID cardRegistrationId, Instant dueAt, boolean emptied) {}

    private final Tables tables;
    private final JdbcTemplate jdbc;
    private final Lease lease;
    private final AttemptRecorder attempts;
    private final DeliveryPlan plan;
    private final String dueRegistrations;
    private final String dueCards;

    DueWork(Tables tables, Lease lease, AttemptRecorder attempts, DeliveryPlan plan) {
        this.plan = plan;
        this.tables = tables;
        this.jdbc = tables.jdbc();
        this.lease = lease;
        this.attempts = attempts;
        this.dueRegistrations = tables.dialect().taking(DUE_REGISTRATIONS);
        this.dueCards = tables.dialect().taking(DUE_CARDS);
    }

    /** Registrations whose sources are to be asked now, with their accounts' assertions. */
    List<Registration> takeRegistrations(int limit, Instant now) {
        Object time = Rows.time(now);
        Object ended = Rows.time(now.minus(lease.grace()));
        Object until = Rows.time(now.plus(lease.duration()));
        List<Registration> taken = new ArrayList<>();
        for (UUID id : jdbc.queryForList(dueRegistrations, UUID.class, time, ended, limit)) {
            if (jdbc.update(LEASE_REGISTRATION, lease.owner(), until, id, time, ended) == 1) {
                // Leased, one that can't be read is out of the way for a while.
                unlessUnreadable(
                        "registration",
                        id,
                        () -> tables.registrations().findForDiscovery(id).ifPresent(taken::add));
            }
        }
        return taken;
    }

    /**
     * Cards of an issuer whose time has come; and what has become of those about which nothing more can be done.
     *
     * @param statuses only cards in one of these; whatever the others are, they cost nothing
     */
    DueCards takeCards(String issuer, Set<CardStatus> statuses, int limit, Instant now) {
        Object time = Rows.time(now);
        Object ended = Rows.time(now.minus(lease.grace()));
        DueCards due = new DueCards(new ArrayList<>(), new ArrayList<>());
        List<Found> found = new ArrayList<>();
        for (CardStatus status : statuses) {
            found.addAll(jdbc.query(
                    dueCards,
                    (row, number) -> new Found(
                            Rows.uuid(row, "card_registration_id"),
                            Rows.instant(row, "next_attempt_at"),
                            row.getBoolean("emptied")),
                    status.name(),
                    issuer,
                    time,
                    ended,
                    limit));
        }
        // Together in the order of their times: a status with many cards keeps no other's waiting.
        found.stream().sorted(Comparator.comparing(Found::dueAt)).limit(limit).forEach(each -> take(each, due, now));
        return due;
    }

    private void take(Found found, DueCards due, Instant now) {
        UUID id = found.cardRegistrationId();
        boolean read = unlessUnreadable(
                "card registration", id, () -> take(tables.cards().one(id).orElseThrow(), found.emptied(), due, now));
        if (!read) {
            jdbc.update(PUT_ASIDE, Rows.time(now.plus(lease.duration())), id);
        }
    }

    /** One row that can't be read must not keep the others from being taken; a database that fails is another matter. */
    private static boolean unlessUnreadable(String what, UUID id, Runnable take) {
        try {
            take.run();
            return true;
        } catch (DataAccessException | StaleChangeException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "ALARM: {} {} can't be worked on: {}",
                    what,
                    id,
                    e.getClass().getName());
            return false;
        }
    }

    private void take(CardRegistration card, boolean emptied, DueCards due, Instant now) {
        switch (card.status()) {
            case PENDING -> lease(card, DueCard.Action.SUBMIT, due, now);
            case SUBMITTING -> due.changed().add(attempts.doubt(card, LOST, plan, now));
            case RETRY_SCHEDULED, IN_DOUBT -> followPlan(card, emptied, due, now);
            default ->
                throw new IllegalStateException("a card registration that is " + card.status() + " is never due");
        }
    }

    private void followPlan(CardRegistration card, boolean emptied, DueCards due, Instant now) {
        NextStep step = plan.due(card, now);
        if (emptied && step instanceof NextStep.Send) {
            // An old dead letter, replayed to ask about it: its issuer never saw it, or can't be asked any more.
            due.changed().add(attempts.giveUp(card, CardStatus.DEAD_LETTERED, messageRemoved(card), now));
        } else if (step instanceof NextStep.GiveUp giveUp) {
            due.changed().add(attempts.giveUp(card, CardStatus.DEAD_LETTERED, giveUp.reason(), now));
        } else if (step instanceof NextStep.Send send) {
            // Held back or given up before its message was made: it is made now.
            DueCard.Action action = card.trail().isUnsent() ? DueCard.Action.SUBMIT : DueCard.Action.SEND_AGAIN;
            leaseOrPostpone(card, action, send.at(), due, now);
        } else if (step instanceof NextStep.Inquire inquire) {
            leaseOrPostpone(card, DueCard.Action.INQUIRE, inquire.at(), due, now);
        }
    }

    private static Reason messageRemoved(CardRegistration card) {
        return new Reason(
                card.inDoubt() ? ReasonCode.OUTCOME_UNKNOWN : ReasonCode.RETRIES_EXHAUSTED,
                "its message was removed; "
                        + (card.reason() == null ? "" : card.reason().words()));
    }

    private void leaseOrPostpone(CardRegistration card, DueCard.Action action, Instant at, DueCards due, Instant now) {
        if (at.isAfter(now)) {
            postpone(card, at);
        } else {
            lease(card, action, due, now);
        }
    }

    /** The card is worked on again at this time, by whoever takes it; false if somebody else has it now. */
    boolean postpone(CardRegistration card, Instant at) {
        return jdbc.update(POSTPONE_CARD, Rows.time(at), card.cardRegistrationId(), card.version()) == 1;
    }

    private void lease(CardRegistration card, DueCard.Action action, DueCards due, Instant now) {
        Object until = Rows.time(now.plus(lease.duration()));
        if (jdbc.update(LEASE_CARD, lease.owner(), until, card.cardRegistrationId(), card.version()) == 1) {
            tables.cards()
                    .one(card.cardRegistrationId())
                    .ifPresent(leased -> due.taken().add(new DueCard(leased, action)));
        }
    }

    /** Ends every lease at once: only for a database that nobody but this process can have open. */
    int endLeases(Instant now) {
        Object time = Rows.time(now);
        jdbc.update(END_SENDING, time, time);
        return jdbc.update(String.format(END_LEASES, "registration"), time)
                + jdbc.update(String.format(END_LEASES, "card_registration"), time);
    }
}
