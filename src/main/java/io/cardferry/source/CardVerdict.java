package io.cardferry.source;

import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides about one selected card: it goes to its issuer, or it is rejected. */
final class CardVerdict {

    /** An issuer code that may be shown in the place of an issuer's id. */
    private static final String PLAIN_CODE = "[A-Za-z0-9._-]{1,31}";

    private final IssuerChoice issuers;

    CardVerdict(IssuerChoice issuers) {
        this.issuers = issuers;
    }

    /** A card that sources know. Its status is looked at first: a card that can't be used has no business at any issuer. */
    SelectedCard known(MergedCard merged) {
        DiscoveredCard card = merged.freshest();
        Optional<String> issuer = issuers.issuerFor(card);
        Reason rejection = unusable(card.status());
        if (rejection == null && issuer.isEmpty()) {
            rejection = Reason.of(ReasonCode.ISSUER_NOT_SUPPORTED);
        }
        return new SelectedCard(
                card.cardRef(), card, issuer.orElseGet(() -> plainCode(card)), merged.names(), rejection);
    }

    /** A card that no source knows. */
    static SelectedCard notFound(CardReference reference) {
        return unknown(reference, Reason.of(ReasonCode.CARD_NOT_FOUND));
    }

    /** Different cards of several sources under one reference. */
    static SelectedCard ambiguous(CardReference reference, List<MergedCard> candidates) {
        String sources = candidates.stream()
                .flatMap(candidate -> candidate.entries().stream())
                .filter(entry -> entry.cardRef().equals(reference.cardRef()))
                .map(DiscoveredCard::source)
                .distinct()
                .collect(Collectors.joining(", "));
        return unknown(reference, new Reason(ReasonCode.CARD_AMBIGUOUS, "name the source; known to " + sources));
    }

    private static SelectedCard unknown(CardReference reference, Reason rejection) {
        return new SelectedCard(reference.written(), null, null, List.of(), rejection);
    }

    private static Reason unusable(String status) {
        return switch (status) {
            case "ACTIVE" -> null;
            case "EXPIRED" -> Reason.of(ReasonCode.CARD_EXPIRED);
            case "SUSPENDED" -> Reason.of(ReasonCode.CARD_SUSPENDED);
            default -> new Reason(ReasonCode.CARD_SUSPENDED, "the source calls it " + status);
        };
    }

    private static String plainCode(DiscoveredCard card) {
        return card.issuerCode() != null && card.issuerCode().matches(PLAIN_CODE) ? card.issuerCode() : null;
    }
}
