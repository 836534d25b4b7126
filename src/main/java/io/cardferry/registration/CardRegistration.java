package io.cardferry.registration;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One card of a registration, as the ledger holds it. Immutable: a change is a new version in the ledger.
 *
 * @param cardRegistrationId its id within the hub (UUIDv7)
 * @param registrationId the registration that it belongs to
 * @param cardRef the card's reference
 * @param source the source that lists the card, or {@code null} if none does
 * @param issuer the issuer that decides, or {@code null} if unknown
 * @param brand e.g. {@code VISA}, or {@code null}
 * @param last4 the last four digits, or {@code null}
 * @param status where it stands
 * @param inDoubt whether the issuer may have processed it without our knowing
 * @param issuerRequestId the request id that the issuer sees, fixed for ever; {@code null} if no source knows the card
 * @param tokenReference names the token once there is one
 * @param reason why it stands where it stands, or {@code null}
 * @param attempts how many attempts have been begun; inquiries don't count
 * @param trail what was done so far, as far as budget and doubt depend on it
 * @param nextAttemptAt when it is worked on next, or {@code null}
 * @param verificationMethods with VERIFICATION_REQUIRED
 * @param version for compare-and-set; grows with every change
 */
public record CardRegistration(
        UUID cardRegistrationId,
        UUID registrationId,
        String cardRef,
        String source,
        String issuer,
        String brand,
        String last4,
        CardStatus status,
        boolean inDoubt,
        UUID issuerRequestId,
        String tokenReference,
        Reason reason,
        int attempts,
        AttemptTrail trail,
        Instant nextAttemptAt,
        List<VerificationMethod> verificationMethods,
        long version) {

    public CardRegistration {
        Objects.requireNonNull(cardRegistrationId, "cardRegistrationId");
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(cardRef, "cardRef");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(trail, "trail");
        verificationMethods = List.copyOf(verificationMethods);
    }

    /** The same card with this trail. */
    public CardRegistration with(AttemptTrail changed) {
        return new CardRegistration(
                cardRegistrationId,
                registrationId,
                cardRef,
                source,
                issuer,
                brand,
                last4,
                status,
                inDoubt,
                issuerRequestId,
                tokenReference,
                reason,
                attempts,
                changed,
                nextAttemptAt,
                verificationMethods,
                version);
    }

    /** The same card, as it is when a replay has put it back to work. */
    public CardRegistration replayed(Instant at, boolean forced) {
        return new CardRegistration(
                cardRegistrationId,
                registrationId,
                cardRef,
                source,
                issuer,
                brand,
                last4,
                inDoubt ? CardStatus.IN_DOUBT : CardStatus.RETRY_SCHEDULED,
                inDoubt,
                issuerRequestId,
                tokenReference,
                reason,
                attempts,
                trail.replayed(at, forced),
                at,
                verificationMethods,
                version);
    }

    /**
     * The same card as its issuer knew it by an earlier request id, which it had until it was refreshed: a dead letter that
     * was not in doubt, of version 0.
     *
     * @param dead the last that died under that request id
     */
    public CardRegistration underRequestOf(DeadLetter dead) {
        return new CardRegistration(
                cardRegistrationId,
                registrationId,
                cardRef,
                source,
                dead.issuer(),
                brand,
                last4,
                CardStatus.DEAD_LETTERED,
                false,
                dead.issuerRequestId(),
                null,
                dead.reason(),
                dead.attempts(),
                new AttemptTrail(dead.firstAttemptAt(), null, null, 0, 0, false),
                null,
                List.of(),
                0);
    }

    /** Prints no token reference and no issuer's words: Camel writes what beans return when it tells everything. */
    @Override
    public String toString() {
        return "CardRegistration[" + cardRegistrationId + " " + status + " version " + version + "]";
    }
}
