package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.postgres.Once;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Cumulus answers when its time is over, or not at all. */
@Once
class CumulusLateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** An old version that nobody needs is gone by then. */
    private static final Duration LONG_AFTER_A_RELOAD = Duration.ofSeconds(6);

    private static final CumulusHost HOST = new CumulusHost();
    private static final EditedConfiguration CONFIG = new EditedConfiguration();

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .configuredIn(CONFIG.folder)
            .with("cardferry.issuers.cumulus.url", HOST.url())
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.cumulus.response-timeout", "5s")
            .with("cardferry.issuers.cumulus.inquiry.not-before", "0s")
            .with("cardferry.issuers.cumulus.retry.first-delay", "100ms")
            .with("cardferry.issuers.cumulus.retry.max-delay", "300ms")
            .with("cardferry.issuers.cumulus.retry.max-attempts", "1000");

    private final String account = anAccount();

    @AfterAll
    static void close() {
        CONFIG.close();
        HOST.close();
    }

    @Test
    void anAnswerAfterItsTimeCountsItsConnectionIsKeptAndOthersDoNotWait() {
        String other = anAccount();
        List<Call> beside = new CopyOnWriteArrayList<>();
        HOST.behave(account, call -> {});
        HOST.behave(other, beside::add);
        String id = begin(account);
        await(() -> HOST.registrations(account).size() == 1);
        Call call = HOST.registrations(account).get(0);

        String another = begin(other);
        await(() -> beside.size() == 1);
        beside.get(0).answer("00", "at-once");
        HUB.awaitCard(another, "APPROVED");
        HUB.awaitCard(id, "IN_DOUBT");
        call.answer("00", "late-token");

        JsonNode card = HUB.awaitCard(id, "APPROVED");
        assertThat(card.path("tokenReference").asText()).isEqualTo("late-token");
        assertThat(card.path("attempts").asInt()).isEqualTo(1);
        assertThat(HOST.registrations(account)).hasSize(1);
        assertThat(HOST.registrations(other).get(0).line()).isSameAs(call.line());
        assertThat(call.line().isUp()).isTrue();
    }

    @Test
    void afterHalfAMessageTheConnectionIsMadeAnewAndEverybodyInDoubtIsAskedFor() {
        String silent = anAccount();
        HOST.behave(silent, this::knowsIt);
        HOST.behave(account, call -> {
            if (call.isRegistration()) {
                HOST.takeEffect(call);
                // The half that is missing is longer than the answer to an echo, which comes behind it.
                call.line().sendHalf(call.with("00", "tok".repeat(60)));
            } else {
                HOST.tell(call);
            }
        });
        try (ConnectionLog log = new ConnectionLog()) {
            String id = begin(account);
            await(() -> HOST.registrations(account).size() == 1);
            String beside = begin(silent);

            HUB.awaitCard(id, "APPROVED");
            HUB.awaitCard(beside, "APPROVED");
            CumulusLine line = HOST.registrations(account).get(0).line();
            await(() -> !line.isUp());
            assertThat(log.lines()).anyMatch(text -> text.endsWith(": half a message came"));
        }
        assertThat(HOST.inquiries(account)).isNotEmpty();
        assertThat(HOST.registrations(account)).hasSize(1);
        assertThat(HOST.registrations(silent)).hasSize(1);
    }

    private void knowsIt(Call call) {
        if (call.isRegistration()) {
            HOST.takeEffect(call);
        } else {
            HOST.tell(call);
        }
    }

    @Test
    void aNeverSeenThatComesTooLateIsNotBelievedAndADecisionIs() {
        HOST.behave(account, call -> {});
        String id = begin(account);
        await(() -> HOST.inquiries(account).size() >= 2);

        HOST.inquiries(account).get(0).answer("25", "");
        await(() -> each(HUB.history(id), "event").contains("late-answer"));
        await(() -> HOST.inquiries(account).size() >= 3);
        assertThat(HUB.resource(id).at("/cards/0/status").asText()).isEqualTo("IN_DOUBT");
        assertThat(HOST.registrations(account)).hasSize(1);

        HOST.inquiries(account).get(1).answer("00", "told-late");
        assertThat(HUB.awaitCard(id, "APPROVED").path("tokenReference").asText())
                .isEqualTo("told-late");
        assertThat(HOST.registrations(account)).hasSize(1);
    }

    @Test
    void anAnswerThatComesLongAfterAReloadCountsOverTheOldConnection() {
        HOST.behave(account, call -> {});
        String id = begin(account);
        HUB.awaitCard(id, "IN_DOUBT");
        Call call = HOST.registrations(account).get(0);

        CONFIG.edit("cumulus", "issuer.yaml", "name: Cumulus Bank", "name: Cumulus Bank of today");
        assertThat(HUB.ask("/v1/issuers/reload", "{\"reason\":\"another name\"}")
                        .statusCode())
                .isEqualTo(200);
        String next = anAccount();
        HUB.awaitCard(begin(next), "APPROVED");
        assertThat(HOST.registrations(next).get(0).line()).isNotSameAs(call.line());

        Awaitility.await().during(LONG_AFTER_A_RELOAD).atMost(PATIENCE).until(call.line()::isUp);
        call.answer("00", "late-token");
        assertThat(HUB.awaitCard(id, "APPROVED").path("tokenReference").asText())
                .isEqualTo("late-token");
        assertThat(HOST.registrations(account)).hasSize(1);
    }

    private static String begin(String account) {
        CumulusHost.lists(HUB, account);
        return HUB.begin(all(account));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }

    /** What the hub logs of its connections. */
    private static final class ConnectionLog implements AutoCloseable {

        private final Logger logger = (Logger) LoggerFactory.getLogger("io.cardferry.outbound.tcp");
        private final Level before = logger.getLevel();
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

        private ConnectionLog() {
            appender.list = new CopyOnWriteArrayList<>();
            appender.start();
            logger.setLevel(Level.INFO);
            logger.addAppender(appender);
        }

        private List<String> lines() {
            return appender.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
            logger.setLevel(before);
        }
    }
}
