package io.cardferry.commands;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What to do when the hub was certainly not reached: no connection was made, so nothing was sent. */
final class UnreachableHub {

    private UnreachableHub() {}

    /** @return one line, or empty if something may have been sent */
    static Optional<String> advice(URI hub, Throwable failure) {
        if (failure instanceof ConnectException refused && refused.getCause() instanceof UnresolvedAddressException) {
            return Optional.of("no machine is known as " + hub.getHost() + " - check --url and CARDFERRY_URL");
        }
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return Optional.of("no hub answers at " + hub
                    + " - start one with: bin/cardferry run, or name another with --url or CARDFERRY_URL");
        }
        if (failure instanceof SSLHandshakeException) {
            return Optional.of("no trusted TLS connection to " + hub + " (" + failure.getMessage()
                    + ") - name a trust store with CARDFERRY_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE");
        }
        if (failure instanceof SSLException) {
            return Optional.of("what answers at " + hub + " does not speak TLS (" + failure.getMessage()
                    + ") - is it http instead of https?");
        }
        return Optional.empty();
    }
}
