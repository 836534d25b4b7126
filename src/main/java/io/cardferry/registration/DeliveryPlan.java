package io.cardferry.registration;

import java.time.Instant;

/** Says what is done next about cards that their issuers have not decided. Called while a change is made: it must be quick. */
public interface DeliveryPlan {

    /**
     * After an attempt or inquiry that did not settle the card.
     *
     * @param card as it was when the attempt was made, with that attempt counted
     * @param inDoubt whether the issuer may have processed it
     * @param outcome of the attempt or inquiry
     * @param now by the database's clock
     */
    NextStep after(CardRegistration card, boolean inDoubt, Outcome outcome, Instant now);

    /**
     * When the card's time has come.
     *
     * @param card RETRY_SCHEDULED or IN_DOUBT
     * @param now by the database's clock
     * @return a step that is due now, or one that is due later if the time has not come after all
     */
    NextStep due(CardRegistration card, Instant now);
}
