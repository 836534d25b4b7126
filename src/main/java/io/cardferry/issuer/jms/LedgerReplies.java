package io.cardferry.issuer.jms;

import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.CardOutcome;
import io.cardferry.issuer.IssuerAnswer;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records replies that nobody here waits for by the card that they name. */
public final class LedgerReplies implements UnawaitedReplies {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerReplies.class);

    private final Ledger ledger;
    private final AnswerReader answers;

    public LedgerReplies(Ledger ledger, AnswerReader answers) {
        this.ledger = ledger;
        this.answers = answers;
    }

    @Override
    public boolean record(IssuerPack pack, byte[] reply) {
        IssuerAnswer answer = IssuerAnswer.ofMessage(reply);
        Optional<CardRegistration> card = answers.requestIdOf(pack, answer)
                .flatMap(ledger::cardOfRequest)
                .filter(known -> known.issuer().equals(pack.id()));
        card.ifPresent(known -> {
            Outcome outcome = answers.read(pack, known.issuerRequestId(), answer);
            Commit.of(ledger.recordLateAnswer(known, CardOutcome.withoutCardNumber(known.last4(), outcome), true));
        });
        return card.isPresent();
    }

    @Override
    public void unmatched(IssuerPack pack) {
        LOG.warn("issuer {}: an answer belongs to no request of ours; it is dropped", pack.id());
    }
}
