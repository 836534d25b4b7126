package io.cardferry.source;

import io.cardferry.registration.CardList;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.DiscoveryResult.AskAgain;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.DiscoveryResult.NothingToRegister;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the sources' answers decide about a registration, and say in a list (docs/sources.md). The rules for a
 * registration, in their order:
 *
 * <ol>
 *   <li>Every source says that it does not know the account: {@code account-unknown}, whatever was selected.
 *   <li>All cards selected: those that were found go on, although another source failed. If none was found, it is
 *       {@code no-cards}, unless a source failed: then it is asked again.
 *   <li>References selected: each is found, ambiguous, or missing. A missing one is {@code card-not-found} only if every
 *       source that could hold it answered completely; otherwise the whole registration waits, because discovery is
 *       committed once and for all its cards together. A reference to a source that is switched off is not found.
 * </ol>
 */
public final class Discoverer {

    private final List<SourceAnswer> answers;
    private final List<MergedCard> known;
    private final Discovery discovery;
    private final CardVerdict verdict;

    private Discoverer(List<SourceAnswer> answers, IssuerChoice issuers) {
        List<SourceReport> reports = answers.stream().map(SourceAnswer::report).toList();
        this.answers = answers;
        this.known = CardMerge.of(answers);
        this.discovery = new Discovery(reports.stream().allMatch(SourceReport::complete), reports);
        this.verdict = new CardVerdict(issuers);
    }

    /**
     * Decides. The same arguments always give the same result.
     *
     * @param selection which of the account's cards are wanted
     * @param answers one per enabled source, in the configured order; at least one
     * @param configuredSources the ids of all sources, those that are switched off included
     * @param issuers which issuer takes a card
     */
    public static DiscoveryResult decide(
            CardSelection selection, List<SourceAnswer> answers, Set<String> configuredSources, IssuerChoice issuers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("at least one source is asked");
        }
        Discoverer discoverer = new Discoverer(answers, issuers);
        if (discoverer.nobodyKnowsTheAccount()) {
            return new NothingToRegister(discoverer.discovery, Reason.of(ReasonCode.ACCOUNT_UNKNOWN));
        }
        return selection.all()
                ? discoverer.all()
                : discoverer.selected(selection.refs().stream()
                        .map(ref -> CardReference.parse(ref, configuredSources))
                        .toList());
    }

    /**
     * All cards that were found, with the reason for which each would be rejected.
     *
     * @param answers one per enabled source, in the configured order
     * @param issuers which issuer takes a card
     */
    public static CardList list(List<SourceAnswer> answers, IssuerChoice issuers) {
        Discoverer discoverer = new Discoverer(answers, issuers);
        return new CardList(
                discoverer.discovery,
                discoverer.known.stream().map(discoverer.verdict::known).toList());
    }

    private boolean nobodyKnowsTheAccount() {
        return answers.stream().allMatch(answer -> answer.report().status() == SourceStatus.ACCOUNT_UNKNOWN);
    }

    private DiscoveryResult all() {
        if (!known.isEmpty()) {
            return new CardsFound(discovery, known.stream().map(verdict::known).toList());
        }
        Set<String> silent = sources(report -> !report.status().isAnswer());
        return silent.isEmpty()
                ? new NothingToRegister(discovery, Reason.of(ReasonCode.NO_CARDS))
                : new AskAgain(discovery, silent);
    }

    private DiscoveryResult selected(List<CardReference> references) {
        Set<String> awaited = sources(report -> !report.complete()
                && references.stream()
                        .anyMatch(reference -> reference.mayBeIn(report.source()) && isMissing(reference)));
        if (!awaited.isEmpty()) {
            return new AskAgain(discovery, awaited);
        }
        List<SelectedCard> cards = new ArrayList<>();
        Set<MergedCard> taken = new HashSet<>();
        for (CardReference reference : references) {
            List<MergedCard> candidates =
                    known.stream().filter(reference::means).toList();
            if (candidates.isEmpty()) {
                cards.add(CardVerdict.notFound(reference));
            } else if (candidates.size() > 1) {
                cards.add(CardVerdict.ambiguous(reference, candidates));
            } else if (taken.add(candidates.get(0))) {
                cards.add(verdict.known(candidates.get(0)));
            }
        }
        return new CardsFound(discovery, cards);
    }

    private boolean isMissing(CardReference reference) {
        return known.stream().noneMatch(reference::means);
    }

    private Set<String> sources(Predicate<SourceReport> which) {
        return answers.stream()
                .map(SourceAnswer::report)
                .filter(which)
                .map(SourceReport::source)
                .collect(Collectors.toSet());
    }
}
