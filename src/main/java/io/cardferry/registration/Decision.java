package io.cardferry.registration;

/** What an issuer can decide about a card registration. */
public enum Decision {
    APPROVED(CardStatus.APPROVED),
    DECLINED(CardStatus.DECLINED),
    VERIFICATION_REQUIRED(CardStatus.VERIFICATION_REQUIRED);

    private final CardStatus status;

    Decision(CardStatus status) {
        this.status = status;
    }

    /** The card status that records this decision. */
    public CardStatus status() {
        return status;
    }
}
