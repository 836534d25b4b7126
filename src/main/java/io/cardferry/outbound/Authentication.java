package io.cardferry.outbound;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.Header;

/**
 * How calls to a partner prove who makes them, and whom they believe to be the partner. Lives in the client alone: it is
 * on the wire, and in no message, exchange or file.
 */
public final class Authentication {

    /** Nothing is proved, and the JVM's own trust store decides. */
    public static final Authentication NONE = new Authentication(null, null);

    private final Header header;
    private final SSLContext tls;

    /**
     * @param header on every call, or {@code null}
     * @param tls with our certificate, or with authorities of its own, or {@code null} for the JVM's
     */
    Authentication(Header header, SSLContext tls) {
        this.header = header;
        this.tls = tls;
    }

    Optional<Header> header() {
        return Optional.ofNullable(header);
    }

    /** Empty: the JVM's, should TLS be spoken at all. */
    public Optional<SSLContext> tls() {
        return Optional.ofNullable(tls);
    }

    /** Prints no secret. */
    @Override
    public String toString() {
        return "Authentication[" + (header == null ? "no header" : "a header") + ", "
                + (tls == null ? "the JVM's TLS" : "TLS of its own") + "]";
    }
}
