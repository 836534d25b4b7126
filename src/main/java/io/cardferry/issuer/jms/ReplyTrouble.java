package io.cardferry.issuer.jms;

import io.cardferry.messaging.BrokerTrouble;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log when replies can't be taken: requests may go out all the same, and each of their cards would end in doubt.
 * Each kind of trouble once, until a reply is taken again.
 */
public final class ReplyTrouble implements ExceptionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyTrouble.class);

    private final String issuer;
    private final Set<BrokerTrouble> told = EnumSet.noneOf(BrokerTrouble.class);

    public ReplyTrouble(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public synchronized void onException(JMSException failure) {
        BrokerTrouble trouble = BrokerTrouble.of(failure);
        if (told.add(trouble)) {
            LOG.warn(
                    "issuer {}: replies can't be taken, the broker {}; cards that are sent meanwhile end in doubt",
                    issuer,
                    SendFailure.words(trouble));
        }
    }

    /** A reply was taken. */
    synchronized void isOver() {
        told.clear();
    }
}
