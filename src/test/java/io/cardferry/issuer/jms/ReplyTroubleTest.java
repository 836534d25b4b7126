package io.cardferry.issuer.jms;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** That replies can't be taken is told once for each kind of trouble, and anew after a reply. */
class ReplyTroubleTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(ReplyTrouble.class);
    private final ReplyTrouble trouble = new ReplyTrouble("delta");

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void eachKindIsOneLine() {
        for (int i = 0; i < 3; i++) {
            trouble.onException(new JMSException("away: canary"));
            trouble.onException(new JMSSecurityException("refused: canary"));
        }

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.WARN);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(
                        line -> assertThat(line).startsWith("issuer delta: ").doesNotContain("canary"))
                .satisfiesExactly(
                        away -> assertThat(away).contains("the broker can't be reached"),
                        refused -> assertThat(refused).contains("the broker refuses us access"));
    }

    @Test
    void afterAReplyItsEndIsToldOnceAndItIsToldAgain() {
        trouble.onException(new JMSException("away"));
        trouble.isOver();
        trouble.isOver();
        trouble.onException(new JMSException("away"));

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO, Level.WARN);
        assertThat(lines.list.get(1).getFormattedMessage()).isEqualTo("issuer delta: replies are taken again");
    }
}
