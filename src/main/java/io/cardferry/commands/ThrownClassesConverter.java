package io.cardferry.commands;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/**
 * Writes of an exception and its causes only the class names. Their messages stay out of the logs, since libraries quote
 * in them what they were working on.
 */
public final class ThrownClassesConverter extends ClassicConverter {

    private static final int MAX_CAUSES = 8;

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder classes = new StringBuilder();
        IThrowableProxy thrown = event.getThrowableProxy();
        for (int depth = 0; thrown != null && depth < MAX_CAUSES; depth++) {
            classes.append(depth == 0 ? " | " : " < ").append(thrown.getClassName());
            thrown = thrown.getCause();
        }
        return classes.toString();
    }
}
