package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Says what an attempt came to, from the issuer's answer or from the lack of one. Never throws for what an issuer sent. */
public final class AnswerReader {

    private final Clock clock;

    /** @param clock for a Retry-After that names a date */
    public AnswerReader(Clock clock) {
        this.clock = clock;
    }

    /** @param requestId the request that was sent */
    public Outcome read(IssuerPack pack, UUID requestId, IssuerAnswer answer) {
        int status = answer.status();
        OutcomeClass outcomeClass = pack.answers().classOf(status);
        return switch (outcomeClass) {
            case DECIDED -> decided(pack, requestId, answer);
            case NOT_PROCESSED ->
                Outcome.notProcessed(
                        new Reason(pack.answers().reasonOfNotProcessed(status), "HTTP " + status),
                        RetryAfter.parse(answer.retryAfter(), clock));
            case REFUSED -> Outcome.refused("HTTP " + status);
            case UNKNOWN, NOT_SENT -> Outcome.unknown("HTTP " + status);
        };
    }

    /**
     * What an issuer's answer to an inquiry means: its decision, or that it never saw the request (NOT_PROCESSED), which
     * only the pack's answer mapping can say. Everything else says nothing about the request.
     *
     * @param requestId the request that was asked about
     */
    public Outcome readInquiry(IssuerPack pack, UUID requestId, IssuerAnswer answer) {
        Outcome nothing = Outcome.unknown(
                pack.transport() instanceof HttpTransport
                        ? "HTTP " + answer.status() + " to the inquiry"
                        : "the answer to the inquiry decides nothing");
        try {
            CanonicalAnswer said = new CanonicalAnswer(pack.format().read(answer.status(), answer.body()), null);
            if (said.isNeverSeen(requestId)) {
                return Outcome.notProcessed(Reason.of(ReasonCode.NEVER_SEEN), null);
            }
            if (pack.answers().classOf(answer.status()) != OutcomeClass.DECIDED) {
                return nothing;
            }
            Outcome outcome = isMatchedByItsFields(pack) ? said.outcomeOfMatched(requestId) : said.outcomeOf(requestId);
            return outcome.outcomeClass() == OutcomeClass.DECIDED
                    ? outcome
                    : Outcome.unknown(outcome.reason().detail());
        } catch (UnreadableAnswer | MappingFailed | NotRepresentable unreadable) {
            return nothing;
        }
    }

    /** Then the question had a number of its own, and an answer with that number is to that question. */
    private static boolean isMatchedByItsFields(IssuerPack pack) {
        return pack.transport() instanceof TcpTransport;
    }

    /** About which request an answer is, in its own words; empty if it does not say, or can't be read. */
    public Optional<UUID> requestIdOf(IssuerPack pack, IssuerAnswer answer) {
        try {
            return new CanonicalAnswer(pack.format().read(answer.status(), answer.body()), null).requestId();
        } catch (UnreadableAnswer | MappingFailed | NotRepresentable unreadable) {
            return Optional.empty();
        }
    }

    /**
     * The outcome of an exchange that ended without an answer.
     *
     * @param connected whether the connection stood, so that a byte of the request may have left
     * @param kind what happened, for people, e.g. {@code connect timeout}; never an exception's text
     */
    public Outcome forFailure(boolean connected, String kind) {
        return connected ? Outcome.unknown(kind) : Outcome.notSent(kind);
    }

    private Outcome decided(IssuerPack pack, UUID requestId, IssuerAnswer answer) {
        try {
            JsonNode canonical = pack.format().read(answer.status(), answer.body());
            return new CanonicalAnswer(canonical, RetryAfter.parse(answer.retryAfter(), clock)).outcomeOf(requestId);
        } catch (UnreadableAnswer | MappingFailed | NotRepresentable unreadable) {
            return Outcome.unknown(unreadable.getMessage());
        }
    }
}
