package io.cardferry.source;

import io.cardferry.registration.CardList;
import io.cardferry.registration.CardListRequest;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the route {@code list-cards}: what the sources' answers mean to somebody who wants to choose. */
public final class CardListing {

    private static final Logger LOG = LoggerFactory.getLogger(CardListing.class);

    private final IssuerChoice issuers;
    private final Ledger ledger;

    /** @param issuers which issuer takes a card */
    public CardListing(IssuerChoice issuers, Ledger ledger) {
        this.issuers = issuers;
        this.ledger = ledger;
    }

    /** Puts the sources' answers beside the request that they were asked for. */
    public AnsweredListRequest combine(CardListRequest request, List<TimedAnswer> answers) {
        return new AnsweredListRequest(request, answers);
    }

    /**
     * Every card that was found, with the reason for which its registration would be rejected now, if there is one.
     *
     * @throws io.cardferry.registration.ledger.LedgerUnavailableException if the ledger can't be read
     */
    public CardList list(AnsweredListRequest asked) {
        CardListRequest request = asked.request();
        List<SourceAnswer> answers =
                asked.answers().stream().map(TimedAnswer::answer).toList();
        answers.stream()
                .filter(answer -> !answer.report().status().isAnswer())
                .forEach(answer -> LOG.warn(
                        "card list {}: source {} {} ({})",
                        request.question().requestId(),
                        answer.report().source(),
                        answer.report().status(),
                        answer.detail()));
        CardList found = Discoverer.list(answers, issuers);
        Map<String, UUID> inForce = ledger.registrations()
                .cardsInForce(
                        request.client(),
                        request.question().account().id(),
                        request.device().id());
        return new CardList(
                found.discovery(),
                found.cards().stream().map(card -> judged(card, inForce)).toList());
    }

    /** As the ledger would: names are claimed in sorted order, and the first that is taken names the other registration. */
    private static SelectedCard judged(SelectedCard card, Map<String, UUID> inForce) {
        if (card.rejection() != null) {
            return card;
        }
        return card.names().stream()
                .sorted()
                .map(inForce::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(other -> card.rejectedFor(new Reason(ReasonCode.ALREADY_REGISTERED, other.toString())))
                .orElse(card);
    }
}
