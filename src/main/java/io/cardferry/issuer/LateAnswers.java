package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.StaleChangeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads answers that nobody waits for: whose they are, and what they say (docs/decisions/030). What they may change, the
 * ledger knows. Changes nothing itself.
 */
public final class LateAnswers {

    private final PacksInForce packs;
    private final Ledger ledger;
    private final AnswerReader answers;
    private final UnmatchedAnswers unmatched;

    public LateAnswers(PacksInForce packs, Ledger ledger, AnswerReader answers, UnmatchedAnswers unmatched) {
        this.packs = packs;
        this.ledger = ledger;
        this.answers = answers;
        this.unmatched = unmatched;
    }

    /**
     * @return none if it belongs to nothing, which was told then; else one
     * @throws LedgerUnavailableException if the ledger can't be asked whose it is
     */
    public List<LateAnswer> read(ArrivedAnswer arrived) {
        return arrived.about()
                .map(about -> List.of(late(about, arrived.answer())))
                .orElseGet(() -> {
                    try {
                        return List.of(unclaimed(arrived.issuer(), arrived.answer()));
                    } catch (Unmatched nothing) {
                        unmatched.tell(arrived.issuer(), nothing.getMessage());
                        return List.of();
                    }
                });
    }

    private LateAnswer late(Dispatch about, byte[] answer) {
        IssuerAnswer said = IssuerAnswer.ofMessage(answer);
        UUID requestId = about.card().issuerRequestId();
        boolean attempt = about.purpose() == Dispatch.Purpose.ATTEMPT;
        return new LateAnswer(
                about.card(),
                attempt
                        ? answers.read(about.pack(), requestId, said)
                        : answers.readInquiry(about.pack(), requestId, said),
                false);
    }

    private LateAnswer unclaimed(String issuer, byte[] answer) {
        IssuerPack pack = packs.now().pack(issuer).orElseThrow(() -> new Unmatched("came, and its pack is gone"));
        UUID requestId = requestId(pack, answer);
        CardRegistration card = ledger.cardOfRequest(requestId)
                .filter(found -> issuer.equals(found.issuer()))
                .filter(found -> !found.trail().isUnsent())
                .orElseThrow(() -> new Unmatched("names a request that was never sent there"));
        requireItsKey(pack, keptFor(card), answer);
        return new LateAnswer(card, answers.read(pack, requestId, IssuerAnswer.ofMessage(answer)), true);
    }

    private static UUID requestId(IssuerPack pack, byte[] answer) {
        try {
            JsonNode canonical = pack.format().read(200, answer);
            return new CanonicalAnswer(canonical, null)
                    .requestId()
                    .orElseThrow(() -> new Unmatched("names no request id"));
        } catch (UnreadableAnswer | MappingFailed | NotRepresentable rubbish) {
            throw new Unmatched("can't be read");
        }
    }

    /** The message that the card was sent by; empty once it is settled, when an answer can change nothing any more. */
    private Optional<IssuerMessage> keptFor(CardRegistration card) {
        try {
            return Optional.of(IssuerMessage.fromJson(ledger.message(card)));
        } catch (StaleChangeException removed) {
            return Optional.empty();
        }
    }

    /** An inquiry has numbers of its own, and its answer says something else. */
    private static void requireItsKey(IssuerPack pack, Optional<IssuerMessage> message, byte[] answer) {
        Map<String, String> fields = message.map(IssuerMessage::matchedBy).orElse(Map.of());
        if (fields.isEmpty()) {
            return;
        }
        boolean same = pack.format()
                .layout()
                .flatMap(layout -> new AnswerMatch(layout, List.copyOf(fields.keySet())).keyOf(answer))
                .filter(AnswerMatch.key(fields)::equals)
                .isPresent();
        if (!same) {
            throw new Unmatched("is not to the registration that it names: it differs in " + fields.keySet());
        }
    }

    /** Whose the answer is, can't be said. */
    private static final class Unmatched extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unmatched(String why) {
            super(why, null, false, false);
        }
    }
}
