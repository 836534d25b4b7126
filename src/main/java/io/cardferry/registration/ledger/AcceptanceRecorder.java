package io.cardferry.registration.ledger;

import io.cardferry.registration.Acceptance;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.ReplyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Records that a registration was accepted: insert first, and let the key decide who was. */
final class AcceptanceRecorder {

    private final Tables tables;
    private final Lease lease;
    private final Duration keyRetention;

    AcceptanceRecorder(Tables tables, Lease lease, Duration keyRetention) {
        this.tables = tables;
        this.lease = lease;
        this.keyRetention = keyRetention;
    }

    Acceptance record(NewRegistration registration, boolean startsNow, String assertionSealed, Instant now) {
        RegistrationRows rows = tables.registrations();
        IdempotencyKey key = registration.key();
        Lease mine = startsNow ? lease : null;
        boolean accepted = rows.insert(registration, assertionSealed, now, mine)
                || rows.freeExpiredKey(key, now, keyRetention) && rows.insert(registration, assertionSealed, now, mine);
        if (accepted) {
            UUID id = registration.registrationId();
            History.write(tables.jdbc(), id, List.of(History.registration(now, "received", null, "RECEIVED", null)));
            if (registration.replyRequest() != null) {
                tables.outbox().askReply(id, registration.replyRequest(), false, now);
            }
            return new Acceptance(Acceptance.Kind.ACCEPTED, id);
        }
        RegistrationRows.KeyHolder holder = rows.holder(key);
        boolean same = holder.fingerprint().equals(registration.fingerprint());
        if (same) {
            askReplyToRepeat(holder.registrationId(), registration.replyRequest(), now);
        }
        return new Acceptance(same ? Acceptance.Kind.REPEATED : Acceptance.Kind.KEY_REUSED, holder.registrationId());
    }

    /** Due at once if there is nothing to wait for any more; the registration stands still until this has committed. */
    private void askReplyToRepeat(UUID registrationId, ReplyRequest request, Instant now) {
        if (request != null) {
            boolean settled =
                    tables.registrations().lockedStatus(registrationId).isEnded();
            tables.outbox().askReply(registrationId, request, settled, now);
        }
    }
}
