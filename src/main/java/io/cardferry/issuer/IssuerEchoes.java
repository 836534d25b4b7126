package io.cardferry.issuer;

import io.cardferry.outbound.tcp.TcpEcho;

/**
 * Makes the messages that keep idle connections alive.
 *
 * @param renderer of the messages
 * @param requestorId ours, as token requestor: 11 digits
 * @param numbers each echo has one of its own
 */
public record IssuerEchoes(MessageRenderer renderer, String requestorId, TraceNumbers numbers) {

    /**
     * A fresh echo for the issuer.
     *
     * @throws io.cardferry.registration.ledger.LedgerUnavailableException if the ledger gives no number
     */
    public TcpEcho.Message next(IssuerPack pack) {
        IssuerMessage echo = renderer.echo(pack, requestorId, numbers.next(pack));
        return new TcpEcho.Message(echo.body(), AnswerMatch.key(echo.matchedBy()));
    }
}
