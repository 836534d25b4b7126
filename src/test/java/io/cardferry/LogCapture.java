package io.cardferry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What is logged while it is open, from level INFO. Many threads may log, and it may be read meanwhile. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final PatternLayout layout = new PatternLayout();
    private final Logger logger;
    private final Level before;

    private LogCapture(String name) {
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger = loggers.getLogger(name);
        before = logger.getLevel();
        setContext(loggers);
        layout.setContext(loggers);
        layout.setPattern("%level %logger %msg%n%xEx");
    }

    /** Everything that anybody logs. */
    public static LogCapture begin() {
        return begin(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** What this class logs. */
    public static LogCapture of(Class<?> source) {
        return begin(source.getName());
    }

    private static LogCapture begin(String name) {
        LogCapture capture = new LogCapture(name);
        capture.layout.start();
        capture.start();
        capture.logger.addAppender(capture);
        capture.logger.setLevel(Level.INFO);
        return capture;
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    /** All lines as they would be written, with stack traces. */
    public String text() {
        return events.stream().map(layout::doLayout).collect(Collectors.joining());
    }

    /** Each line's message alone. */
    public List<String> messages() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Each line's level. */
    public List<Level> levels() {
        return events.stream().map(ILoggingEvent::getLevel).toList();
    }

    @Override
    public void close() {
        logger.setLevel(before);
        logger.detachAppender(this);
        stop();
    }
}
