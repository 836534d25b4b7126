package io.cardferry.commands;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.cardferry.security.CardNumbers;

/**
 * Writes an event's message with stars in place of whatever passes for a card number: the net below the rule that none is
 * ever logged, also for what libraries log when they are told to tell more.
 */
public final class MaskedMessageConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        return message == null ? "" : CardNumbers.masked(message);
    }
}
