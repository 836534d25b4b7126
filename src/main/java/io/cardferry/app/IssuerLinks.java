package io.cardferry.app;

import io.cardferry.issuer.IssuerEchoes;
import io.cardferry.issuer.MessageRenderer;
import io.cardferry.issuer.TraceNumbers;
import io.cardferry.issuer.UnreadableAnswers;
import io.cardferry.issuer.UnrecordedAnswers;
import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.operations.HubMetrics;
import io.cardferry.outbound.tcp.TcpThreads;
import io.cardferry.registration.ledger.Ledger;
import java.time.Clock;
import java.util.Optional;

/**
 * What carries messages to and from issuers that are not reached over HTTP, and who waits for which.
 *
 * @param brokers of the issuers that are reached over JMS
 * @param replies who in this hub waits for which reply of theirs
 * @param threads of the connections to those that are reached over TCP
 * @param traceNumbers the numbers that their messages carry
 * @param echoes for their idle connections
 * @param unreadable is told of answers over these connections that can't be read
 * @param unrecorded what issuers answered while the ledger could not commit, over any transport
 */
record IssuerLinks(
        IssuerBrokers brokers,
        AwaitedReplies replies,
        TcpThreads threads,
        TraceNumbers traceNumbers,
        IssuerEchoes echoes,
        UnreadableAnswers unreadable,
        UnrecordedAnswers unrecorded)
        implements AutoCloseable {

    /** @param broker the hub's own, for packs that have none; empty if there is none */
    static IssuerLinks of(Optional<Broker> broker, Ledger ledger, String requestorId, HubMetrics metrics) {
        TraceNumbers traceNumbers = new TraceNumbers(ledger.traceNumbers()::take, Clock.systemUTC(), System::nanoTime);
        return new IssuerLinks(
                new IssuerBrokers(broker),
                new AwaitedReplies(),
                new TcpThreads(),
                traceNumbers,
                new IssuerEchoes(new MessageRenderer(), requestorId, traceNumbers),
                new UnreadableAnswers(metrics::answerUnreadable, System::nanoTime),
                new UnrecordedAnswers());
    }

    @Override
    public void close() {
        threads.close();
        brokers.close();
    }
}
