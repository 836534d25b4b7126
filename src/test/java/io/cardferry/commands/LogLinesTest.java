package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code logback.xml} writes. */
class LogLinesTest {

    private final LoggerContext context = new LoggerContext();
    private ConsoleAppender<ILoggingEvent> appender;

    @BeforeEach
    void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLinesTest.class.getResource("/logback.xml"));
        appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
    }

    @Test
    void logsGoToStderr() {
        assertThat(appender.getTarget()).isEqualTo("System.err");
    }

    @Test
    void anExceptionIsItsClassesAndNeverItsText() {
        Exception thrown = new IllegalStateException(
                "pan 4111111111111111", new IllegalArgumentException("assertion secret-proof"));

        String line = written("discovery failed", thrown);

        assertThat(line)
                .contains("discovery failed")
                .contains("java.lang.IllegalStateException < java.lang.IllegalArgumentException")
                .doesNotContain("4111111111111111")
                .doesNotContain("secret-proof")
                .doesNotContain("\tat ");
        assertThat(line.lines()).hasSize(1);
    }

    @Test
    void whatPassesForACardNumberIsStarredAlsoWhereTheLineIsCut() {
        String cut = "x".repeat(590) + " 4111 1111 1111 1111 " + "x".repeat(100);

        assertThat(written("read {\"pan\":\"4111111111111111\"}", null)).contains("read {\"pan\":\"***\"}");
        assertThat(written(cut, null)).doesNotContain("4111");
    }

    @Test
    void anEventIsOneBoundedLineWhateverItHolds() {
        String line = written("a\r\nb\u001b[2J" + "x".repeat(100_000), null);

        assertThat(line.lines()).hasSize(1);
        assertThat(line).hasSizeLessThan(1_000).doesNotContain("\u001b");
    }

    private String written(String message, Throwable thrown) {
        Logger logger = context.getLogger("io.cardferry.commands.LogLinesTest");
        LoggingEvent event = new LoggingEvent("here", logger, Level.WARN, message, thrown, null);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
