package io.cardferry.routes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open, with stack traces, from level INFO. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final PatternLayout layout = new PatternLayout();
    private final Logger root;
    private final Level before;

    private LogCapture() {
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        before = root.getLevel();
        setContext(loggers);
        layout.setContext(loggers);
        layout.setPattern("%level %logger %msg%n%xEx");
    }

    static LogCapture begin() {
        LogCapture capture = new LogCapture();
        capture.layout.start();
        capture.start();
        capture.root.addAppender(capture);
        capture.root.setLevel(Level.INFO);
        return capture;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(layout.doLayout(event));
    }

    String text() {
        return String.join("", lines);
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(this);
        stop();
    }
}
