package io.cardferry.registration.ledger;

import io.cardferry.registration.DueCard;
import java.util.List;

/**
 * What came of looking for due cards.
 *
 * @param taken leased, to be worked on now
 * @param changed changed at once, because nothing was left to do about them: most are dead letters now
 */
record DueCards(List<DueCard> taken, List<CardChange> changed) {}
