package io.cardferry.app;

import io.cardferry.operations.HubMetrics;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Endings;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.ledger.LedgerListener;
import java.util.UUID;

/** Passes the ledger's changes on to those who wait and those who count. */
record ToldOfChanges(Endings endings, HubMetrics metrics) implements LedgerListener {

    @Override
    public void registrationAccepted(UUID registrationId) {
        metrics.registrationAccepted();
    }

    @Override
    public void registrationEnded(UUID registrationId, RegistrationStatus status) {
        metrics.registrationEnded(status);
        endings.announce(registrationId);
    }

    @Override
    public void cardChanged(CardRegistration card) {
        metrics.cardChanged(card);
    }
}
