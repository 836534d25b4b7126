package io.cardferry.app;

import io.cardferry.operations.HubMetrics;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Endings;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.ledger.LedgerListener;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the ledger's changes on to those who wait and those who count, and logs what somebody may have to look at. */
record ToldOfChanges(Endings endings, HubMetrics metrics, Runnable sendOutbox) implements LedgerListener {

    private static final Logger LOG = LoggerFactory.getLogger(ToldOfChanges.class);

    @Override
    public void registrationAccepted(UUID registrationId) {
        metrics.registrationAccepted();
    }

    @Override
    public void registrationEnded(UUID registrationId, RegistrationStatus status) {
        metrics.registrationEnded(status);
        if (status == RegistrationStatus.FAILED) {
            LOG.info("registration {}: FAILED", registrationId);
        }
        endings.announce(registrationId);
    }

    @Override
    public void outboxDue() {
        sendOutbox.run();
    }

    @Override
    public void cardChanged(CardRegistration card) {
        metrics.cardChanged(card);
        if (isWorthALook(card)) {
            LOG.warn(
                    "registration {}: issuer {}, attempt {}: {}, {}",
                    card.registrationId(),
                    card.issuer(),
                    card.attempts(),
                    card.status(),
                    card.reason().words());
        }
    }

    /** What waits because an operator said so is no news to anybody. */
    private static boolean isWorthALook(CardRegistration card) {
        boolean waits = !card.status().isSettled()
                && card.reason() != null
                && card.reason().code() != ReasonCode.ISSUER_PAUSED;
        return waits || card.status() == CardStatus.DEAD_LETTERED;
    }
}
