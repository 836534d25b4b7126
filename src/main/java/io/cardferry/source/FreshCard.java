package io.cardferry.source;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import java.util.List;
import java.util.Optional;

/**
 * Finds a card that was found before once more in what the sources say now. It is known by its source and reference;
 * of several entries that are one card the freshest counts, as in every discovery.
 */
public final class FreshCard {

    private FreshCard() {}

    /**
     * The card as it is now, with the reason for which it would be rejected. The same arguments always give the same
     * result.
     *
     * @param card a card that a source listed when it was discovered
     * @param answers one per enabled source, in the configured order
     * @param issuers which issuer takes a card
     * @return empty if that can't be said: its source gave no answer, or an incomplete one without the card
     */
    public static Optional<SelectedCard> of(CardRegistration card, List<SourceAnswer> answers, IssuerChoice issuers) {
        Optional<SelectedCard> listed = CardMerge.of(answers).stream()
                .filter(merged -> merged.isListedBy(card.source(), card.cardRef()))
                .map(new CardVerdict(issuers)::known)
                .findFirst();
        return listed.isPresent() ? listed : missing(card, answers);
    }

    private static Optional<SelectedCard> missing(CardRegistration card, List<SourceAnswer> answers) {
        Optional<SourceReport> report = answers.stream()
                .map(SourceAnswer::report)
                .filter(each -> each.source().equals(card.source()))
                .findFirst();
        if (report.isEmpty()) {
            return Optional.of(notFound(card, "its source is switched off"));
        }
        if (!report.get().complete()) {
            return Optional.empty();
        }
        boolean unknown = report.get().status() == SourceStatus.ACCOUNT_UNKNOWN;
        return Optional.of(notFound(
                card, unknown ? "its source does not know the account any more" : "its source lists it no more"));
    }

    private static SelectedCard notFound(CardRegistration card, String why) {
        return new SelectedCard(card.cardRef(), null, null, List.of(), new Reason(ReasonCode.CARD_NOT_FOUND, why));
    }
}
