package io.cardferry.messaging;

import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/** Why a broker can't be used, for the log: what a person has to look at. Never holds a user or a password. */
public enum BrokerTrouble {
    /** Nobody answers, or not in time. */
    AWAY("can't be reached"),
    /** It answers, and lets us not in. */
    LOGIN("refuses our user or password: see cardferry.jms.user and cardferry.jms.password"),
    /** There is no secure connection: we do not trust it, or it does not trust us, or it does not speak TLS. */
    TLS("can't be reached by TLS: see the JVM's trust store and key store (docs/jms.md)");

    private static final int CAUSES_MAX = 10;

    private final String words;

    BrokerTrouble(String words) {
        this.words = words;
    }

    /** Ends a sentence that begins with the hub's broker. */
    String words() {
        return words;
    }

    /** What a failure of the broker's client says. */
    public static BrokerTrouble of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof JMSSecurityException
                    || cause instanceof JMSSecurityRuntimeException
                    || cause instanceof SecurityException) {
                return LOGIN;
            }
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return TLS;
            }
            cause = cause.getCause();
        }
        return AWAY;
    }
}
