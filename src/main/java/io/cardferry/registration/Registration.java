package io.cardferry.registration;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A registration as the ledger holds it. Immutable: a change is a new version in the ledger.
 *
 * @param registrationId UUIDv7
 * @param client the authenticated caller that it belongs to
 * @param status where it stands
 * @param reason why it FAILED, else {@code null}
 * @param request what was asked for; the account's assertion is there only for those who ask the sources
 * @param traceparent W3C trace context that is carried on
 * @param createdAt when it was accepted, by the database's clock
 * @param updatedAt when it, or one of its cards, last changed
 * @param discovery which sources answered
 * @param discoveryFrom since when the sources are asked: since it was accepted, or since a replay started that over
 * @param discoveryAttempts how often the sources have been asked since then
 * @param nextDiscoveryAt when the sources are asked next, or {@code null}
 * @param cards its card registrations, in the order in which they were found or asked for
 * @param version for compare-and-set; grows with every change of the registration itself
 */
public record Registration(
        UUID registrationId,
        String client,
        RegistrationStatus status,
        Reason reason,
        RegistrationRequest request,
        String traceparent,
        Instant createdAt,
        Instant updatedAt,
        Discovery discovery,
        Instant discoveryFrom,
        int discoveryAttempts,
        Instant nextDiscoveryAt,
        List<CardRegistration> cards,
        long version) {

    public Registration {
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(discovery, "discovery");
        cards = List.copyOf(cards);
    }

    /** What the card sources are asked for it. */
    public SourceQuestion question() {
        return new SourceQuestion(registrationId, request.account(), traceparent);
    }

    /** The same registration with these cards. */
    public Registration with(List<CardRegistration> itsCards) {
        return with(request, itsCards);
    }

    /** The same registration with its account's assertion. */
    public Registration withAssertion(String assertion) {
        Account account = new Account(request.account().id(), assertion);
        return with(new RegistrationRequest(account, request.device(), request.cards(), request.terms()), cards);
    }

    private Registration with(RegistrationRequest itsRequest, List<CardRegistration> itsCards) {
        return new Registration(
                registrationId,
                client,
                status,
                reason,
                itsRequest,
                traceparent,
                createdAt,
                updatedAt,
                discovery,
                discoveryFrom,
                discoveryAttempts,
                nextDiscoveryAt,
                itsCards,
                version);
    }
}
