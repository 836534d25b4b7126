package io.cardferry.issuer.jms;

import io.cardferry.issuer.CardOutcome;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.LateAnswer;
import io.cardferry.issuer.LateAnswers;
import io.cardferry.issuer.UnmatchedAnswers;
import java.util.Optional;

/** Records replies that nobody here waits for by the card that they name. */
public final class LedgerReplies implements UnawaitedReplies {

    private final LateAnswers answers;
    private final CardOutcome outcomes;
    private final UnmatchedAnswers unmatched;

    public LedgerReplies(LateAnswers answers, CardOutcome outcomes, UnmatchedAnswers unmatched) {
        this.answers = answers;
        this.outcomes = outcomes;
        this.unmatched = unmatched;
    }

    @Override
    public boolean record(IssuerPack pack, byte[] reply) {
        Optional<LateAnswer> found = answers.find(pack, reply);
        found.ifPresent(outcomes::recordLate);
        return found.isPresent();
    }

    @Override
    public void unmatched(IssuerPack pack) {
        unmatched.tell(pack.id());
    }
}
