package io.cardferry.operations;

import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.source.FreshCard;
import io.cardferry.source.IssuerChoice;
import io.cardferry.source.SourceAnswer;
import io.cardferry.source.TimedAnswer;
import java.util.List;

/** The steps of the route {@code refresh-card}: which card is read again, and what the sources' answers mean for it. */
public final class CardRefresh {

    private final Ledger ledger;
    private final IssuerChoice issuers;

    /** @param issuers which issuer takes a card */
    public CardRefresh(Ledger ledger, IssuerChoice issuers) {
        this.ledger = ledger;
        this.issuers = issuers;
    }

    /**
     * What the sources are asked.
     *
     * @throws io.cardferry.registration.DeadLetterConflict if the card can't be refreshed as things stand
     */
    public RefreshQuestion ask(PlannedReplay planned) {
        planned.replay().conflict().ifPresent(conflict -> {
            throw conflict;
        });
        DeadLetter dead = planned.replay().deadLetter();
        Registration registration =
                ledger.registrations().find(dead.registrationId()).orElseThrow();
        CardRegistration card = registration.cards().stream()
                .filter(each -> each.cardRegistrationId().equals(dead.cardRegistrationId()))
                .findFirst()
                .orElseThrow();
        return new RefreshQuestion(planned, card, registration.question());
    }

    /** Puts the sources' answers beside the question. */
    public AnsweredRefresh combine(RefreshQuestion asked, List<TimedAnswer> answers) {
        return new AnsweredRefresh(asked, answers);
    }

    /**
     * The card as its source lists it now.
     *
     * @throws ProblemException {@code unavailable} if its source can't say now, {@code invalid-request} if the card can't
     *     be registered any more
     */
    public RefreshedCard read(AnsweredRefresh answered) {
        CardRegistration card = answered.asked().card();
        List<SourceAnswer> answers =
                answered.answers().stream().map(TimedAnswer::answer).toList();
        SelectedCard fresh = FreshCard.of(card, answers, issuers)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNAVAILABLE,
                        "card source " + card.source() + " " + silence(card, answers)
                                + "; nothing has changed, try the refresh again"));
        if (fresh.rejection() != null) {
            throw new ProblemException(Problem.ofField(
                    ProblemCode.INVALID_REQUEST,
                    "/refresh",
                    "the card can't be registered as it is now: "
                            + fresh.rejection().words()));
        }
        return new RefreshedCard(answered.asked().planned().request(), fresh);
    }

    private static String silence(CardRegistration card, List<SourceAnswer> answers) {
        return answers.stream()
                .filter(answer -> answer.report().source().equals(card.source()))
                .map(answer -> answer.detail() == null ? "gave an incomplete list" : "failed: " + answer.detail())
                .findFirst()
                .orElse("did not answer");
    }
}
