package io.cardferry.mocks.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which calls a fault meets.
 *
 * @param issuer the issuer, or {@code null} if it is a card source
 * @param source the card source, or {@code null} if it is an issuer
 * @param place what kind of call
 * @param accountId only this account's; {@code null}: any
 * @param cardRef only this card's; {@code null}: any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaultTarget(
        String issuer, String source, @JsonProperty("on") Place place, String accountId, String cardRef) {

    Wire wire() {
        return issuer == null ? Wire.HTTP : Wire.of(issuer);
    }

    boolean fits(MockCall call) {
        return call.mock().equals(issuer == null ? source : issuer)
                && call.place() == place
                && (accountId == null || accountId.equals(call.accountId()))
                && (cardRef == null || cardRef.equals(call.cardRef()));
    }
}
