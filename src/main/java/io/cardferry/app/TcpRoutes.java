package io.cardferry.app;

import io.cardferry.issuer.AnswerMatch;
import io.cardferry.issuer.ArrivedAnswer;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.TcpExchangeProcessor;
import io.cardferry.issuer.TcpTransport;
import io.cardferry.issuer.UnreadableAnswers;
import io.cardferry.outbound.tcp.TcpEcho;
import io.cardferry.outbound.tcp.TcpLink;
import io.cardferry.outbound.tcp.TcpSettings;
import io.cardferry.outbound.tcp.TcpThreads;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Routes to issuers over TCP: each version of a pack has kept connections of its own. */
final class TcpRoutes implements TransportRoutes {

    /** An RSA key of 8192 bits in Base64, and the header of a JWE. */
    private static final int SEALED_KEY_BYTES = 2_048;

    private final CamelContext context;
    private final TcpThreads threads;
    private final Consumer<ArrivedAnswer> leftOver;
    private final UnreadableAnswers unreadable;
    private final Function<IssuerPack, TcpEcho.Message> echoes;
    private final Map<String, TcpLink<Dispatch>> links = new ConcurrentHashMap<>();

    /**
     * @param threads that all connections share; closed after the routes
     * @param leftOver where answers go that nobody waits for
     * @param unreadable is told of answers that nobody can know
     * @param echoes makes the message that keeps a pack's idle connection alive; may wait for the ledger
     */
    TcpRoutes(
            CamelContext context,
            TcpThreads threads,
            Consumer<ArrivedAnswer> leftOver,
            UnreadableAnswers unreadable,
            Function<IssuerPack, TcpEcho.Message> echoes) {
        this.context = context;
        this.threads = threads;
        this.leftOver = leftOver;
        this.unreadable = unreadable;
        this.echoes = echoes;
    }

    @Override
    public void add(IssuerPack pack) throws Exception {
        TcpTransport transport = (TcpTransport) pack.transport();
        AnswerMatch match = AnswerMatch.of(pack).orElseThrow();
        TcpLink<Dispatch> link = new TcpLink<>(
                settings(pack.id(), transport, longest(pack, match)),
                threads,
                new IssuerTcpAnswers(pack, match, leftOver, unreadable),
                () -> echoes.apply(pack));
        links.put(pack.toString(), link);
        context.getRegistry().bind(linkOf(pack), new TcpExchangeProcessor(link, transport));
        TemplatedRouteBuilder.builder(context, "tcp-issuer")
                .routeId(IssuerRoutes.routeOf(pack))
                .prefixId(IssuerRoutes.nameOf(pack))
                .parameter("pack", IssuerRoutes.nameOf(pack))
                .add();
    }

    @Override
    public boolean isOwedAnswers(IssuerPack pack) {
        TcpLink<Dispatch> link = links.get(pack.toString());
        return link != null && link.hasGivenUpWithin(Retirement.ANSWERS_FOR);
    }

    @Override
    public void removed(IssuerPack pack) {
        context.getRegistry().unbind(linkOf(pack));
        TcpLink<Dispatch> link = links.remove(pack.toString());
        if (link != null) {
            link.close();
        }
    }

    /** A message that is sealed is longer than its layout says: by a third, and by a key. */
    private static int longest(IssuerPack pack, AnswerMatch match) {
        int longest = match.layout().longest();
        return pack.encryptionKey().isPresent() ? longest * 2 + SEALED_KEY_BYTES : longest;
    }

    private static TcpSettings settings(String issuer, TcpTransport transport, int longest) {
        return new TcpSettings(
                "issuer " + issuer,
                transport.host(),
                transport.port(),
                transport.tls() ? Optional.of(tls(transport)) : Optional.empty(),
                transport.connections(),
                transport.connectTimeout(),
                transport.responseTimeout(),
                transport.header(),
                longest,
                transport.idleEcho());
    }

    private static SSLContext tls(TcpTransport transport) {
        return transport.authentication().tls().orElseGet(() -> {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has TLS", impossible);
            }
        });
    }

    private static String linkOf(IssuerPack pack) {
        return "issuer-link-" + IssuerRoutes.nameOf(pack);
    }
}
