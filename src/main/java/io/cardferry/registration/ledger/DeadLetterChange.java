package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.Registration;

/**
 * What an operator's action has changed.
 *
 * @param deadLetter as it stands now
 * @param registration as it stands now, with its cards
 * @param card the card registration as it stands now, or {@code null} if the whole registration had died
 */
public record DeadLetterChange(DeadLetter deadLetter, Registration registration, CardRegistration card) {}
