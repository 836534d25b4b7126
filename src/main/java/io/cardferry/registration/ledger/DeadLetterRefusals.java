package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.DeadLetterConflict.Kind;

/** Why an operator's action on a dead letter is refused, in words that say what to do instead. */
final class DeadLetterRefusals {

    private static final String NO_MESSAGE = "it was kept too long to be sent again, so its message was removed; ";

    private DeadLetterRefusals() {}

    static DeadLetterConflict notDeadLettered() {
        return new DeadLetterConflict(
                Kind.NOT_DEAD_LETTERED, "it no longer waits: look at the registration for what has become of it");
    }

    /** A replay would send what may have been processed. */
    static DeadLetterConflict noReplay(CardRegistration inDoubt) {
        return outcomeUnknown(inDoubt, "ask its people and resolve it, or replay it with force at your own risk");
    }

    /** A refresh would send what may have been processed as something new. */
    static DeadLetterConflict noRefresh(CardRegistration inDoubt) {
        return outcomeUnknown(
                inDoubt,
                "under another request id it could be registered twice; replay it without refresh, or resolve it");
    }

    /** What may have been processed is not forgotten. */
    static DeadLetterConflict noDiscard(CardRegistration inDoubt) {
        return outcomeUnknown(inDoubt, "replay it, or ask its people and resolve it");
    }

    static DeadLetterConflict messageRemoved(CardRegistration card) {
        return card.inDoubt()
                ? outcomeUnknown(card, NO_MESSAGE + "ask its people and resolve it")
                : new DeadLetterConflict(
                        Kind.MESSAGE_REMOVED, NO_MESSAGE + "replay it with refresh, or resolve or discard it");
    }

    static DeadLetterConflict superseded(InForceClaims.Holder holder) {
        return new DeadLetterConflict(
                Kind.SUPERSEDED,
                "registration " + holder.registrationId() + " has the card in force; discard this one");
    }

    private static DeadLetterConflict outcomeUnknown(CardRegistration card, String whatToDo) {
        return new DeadLetterConflict(
                Kind.OUTCOME_UNKNOWN,
                "issuer " + card.issuer() + " may have processed request " + card.issuerRequestId() + ": " + whatToDo);
    }
}
