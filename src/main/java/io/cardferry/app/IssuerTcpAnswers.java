package io.cardferry.app;

import io.cardferry.issuer.AnswerMatch;
import io.cardferry.issuer.ArrivedAnswer;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.Repeat;
import io.cardferry.issuer.UnreadableAnswers;
import io.cardferry.outbound.tcp.TcpAnswers;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What becomes of messages that come over an issuer's kept connections.
 *
 * @param pack the version whose connections they are
 * @param match by which fields answers find their requests
 * @param leftOver where answers go that nobody waits for
 * @param unreadable is told of those that nobody can know
 */
record IssuerTcpAnswers(
        IssuerPack pack, AnswerMatch match, Consumer<ArrivedAnswer> leftOver, UnreadableAnswers unreadable)
        implements TcpAnswers<Dispatch> {

    @Override
    public Optional<String> keyOf(byte[] frame) {
        return match.keyOf(frame);
    }

    /** The order counts only where an issuer would register a card again that it gets again. */
    @Override
    public Optional<String> subjectOf(Dispatch about) {
        return pack.repeat() == Repeat.NEVER
                ? Optional.of(about.card().issuerRequestId().toString())
                : Optional.empty();
    }

    @Override
    public void late(Dispatch about, byte[] frame) {
        leftOver.accept(ArrivedAnswer.late(about, frame));
    }

    @Override
    public void unmatched(byte[] frame) {
        match.whyUnreadable(frame)
                .ifPresentOrElse(
                        why -> unreadable.tell(pack, why), () -> leftOver.accept(ArrivedAnswer.unclaimed(pack, frame)));
    }
}
