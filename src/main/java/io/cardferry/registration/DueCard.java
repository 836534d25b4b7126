package io.cardferry.registration;

import java.util.Objects;

/**
 * A card registration whose time has come, taken by this process.
 *
 * @param card as it stands, leased
 * @param action what is to be done with it now
 */
public record DueCard(CardRegistration card, Action action) {

    /** What can be due. */
    public enum Action {
        /** It was never sent: it is rendered and sent. */
        SUBMIT,
        /** It is sent once more: the same request id, the same bytes. */
        SEND_AGAIN,
        /** Its issuer is asked what became of it. */
        INQUIRE
    }

    public DueCard {
        Objects.requireNonNull(card, "card");
        Objects.requireNonNull(action, "action");
    }
}
