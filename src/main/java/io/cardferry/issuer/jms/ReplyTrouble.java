package io.cardferry.issuer.jms;

import io.cardferry.messaging.BrokerTrouble;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log when replies can't be taken: requests may go out all the same, and each of their cards would end in doubt.
 * Each kind of trouble once an hour, until a reply is taken again.
 */
public final class ReplyTrouble implements ExceptionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyTrouble.class);

    /** A quiet issuer may bring no reply between two outages. */
    private static final long BETWEEN_LINES_NANOS = Duration.ofHours(1).toNanos();

    private final String issuer;
    private final Map<BrokerTrouble, Long> toldAtNanos = new EnumMap<>(BrokerTrouble.class);

    public ReplyTrouble(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public synchronized void onException(JMSException failure) {
        BrokerTrouble trouble = BrokerTrouble.of(failure);
        long now = System.nanoTime();
        Long told = toldAtNanos.get(trouble);
        if (told == null || now - told > BETWEEN_LINES_NANOS) {
            toldAtNanos.put(trouble, now);
            LOG.warn(
                    "issuer {}: replies can't be taken, the broker {}; cards that are sent meanwhile end in doubt",
                    issuer,
                    SendFailure.words(trouble));
        }
    }

    /** A reply was taken. */
    synchronized void isOver() {
        if (!toldAtNanos.isEmpty()) {
            LOG.info("issuer {}: replies are taken again", issuer);
        }
        toldAtNanos.clear();
    }
}
