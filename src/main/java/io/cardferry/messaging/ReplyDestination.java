package io.cardferry.messaging;

import jakarta.jms.Destination;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * Where a reply goes, as text: {@code queue://NAME}, {@code topic://NAME}, {@code temp-queue://NAME} or
 * {@code temp-topic://NAME}, as the broker's client writes and reads it. A sender names it, so it may only be one
 * destination, a plain one, and none of the hub's own or the broker's.
 */
public final class ReplyDestination {

    /** As long as the ledger keeps. */
    private static final int LENGTH_MAX = 400;

    /** What stands between several names, and for many. Options ({@code ?}) the client has taken off, and they are dropped. */
    private static final String SPECIAL = ",*>?";

    private ReplyDestination() {}

    /**
     * The text of a message's {@code JMSReplyTo}.
     *
     * @throws IllegalArgumentException if no reply may go there; the message says why, without the name
     */
    public static String text(Destination destination) {
        if (!(destination instanceof ActiveMQDestination known)) {
            throw new IllegalArgumentException("is no destination of this broker");
        }
        String name = known.getPhysicalName();
        if (known.isComposite() || name.chars().anyMatch(character -> SPECIAL.indexOf(character) >= 0)) {
            throw new IllegalArgumentException("must be one destination, without wildcards and options");
        }
        if (name.isBlank() || name.codePoints().anyMatch(ReplyDestination::isUnfit)) {
            throw new IllegalArgumentException(
                    "must have a name, without control characters and without half of a surrogate pair");
        }
        if (name.startsWith("cardferry.") || name.startsWith("ActiveMQ.")) {
            throw new IllegalArgumentException("must not begin with \"cardferry.\" or \"ActiveMQ.\"");
        }
        String text = known.getQualifiedName();
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("must have at most " + LENGTH_MAX + " characters");
        }
        return text;
    }

    /** Not every database keeps it. */
    private static boolean isUnfit(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    /** The destination that a text of {@link #text} stands for. */
    public static Destination of(String text) {
        return ActiveMQDestination.createDestination(text, ActiveMQDestination.QUEUE_TYPE);
    }
}
