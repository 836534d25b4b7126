package io.cardferry.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** No connection stood, or there was no time left: certainly not a byte of the request left. */
public final class NotSentException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param kind what happened, for people, without addresses or data */
    public NotSentException(String kind, Throwable cause) {
        super(kind, cause);
    }

    /** Why no connection came to stand, in the words that are the same over every transport. */
    public static NotSentException because(Throwable failure) {
        return new NotSentException(kind(failure), failure);
    }

    private static String kind(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof SSLException) {
            return "TLS failure";
        }
        if (failure instanceof SocketTimeoutException) {
            return "connect timeout";
        }
        return failure instanceof ConnectException ? "connection refused" : "no connection";
    }
}
