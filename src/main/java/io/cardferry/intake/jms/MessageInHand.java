package io.cardferry.intake.jms;

import jakarta.jms.Message;

/** The message that is being worked on. What goes on after it was accepted keeps only this empty hand of it. */
final class MessageInHand {

    /** The exchange property that holds it. */
    static final String PROPERTY = "messageInHand";

    private volatile Message message;

    MessageInHand(Message message) {
        this.message = message;
    }

    Message message() {
        return message;
    }

    void letGo() {
        message = null;
    }
}
