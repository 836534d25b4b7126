package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.CumulusLine.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cumulus answers when its time is over, or not at all; and a connection on which nobody says a word. */
class CumulusLateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CumulusHost HOST = new CumulusHost();
    private static final EditedConfiguration CONFIG = echoingSoon();

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .configuredIn(CONFIG.folder)
            .with("cardferry.issuers.cumulus.url", HOST.url())
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.cumulus.response-timeout", "2s")
            .with("cardferry.issuers.cumulus.inquiry.not-before", "0s")
            .with("cardferry.issuers.cumulus.retry.first-delay", "100ms")
            .with("cardferry.issuers.cumulus.retry.max-delay", "300ms")
            .with("cardferry.issuers.cumulus.retry.max-attempts", "1000");

    private final String account = anAccount();

    private static EditedConfiguration echoingSoon() {
        EditedConfiguration config = new EditedConfiguration();
        config.edit("cumulus", "issuer.yaml", "idle-echo: 30s", "idle-echo: 1s");
        return config;
    }

    @AfterAll
    static void close() {
        HOST.close();
        CONFIG.close();
    }

    @Test
    void anAnswerAfterItsTimeCountsItsConnectionIsKeptAndOthersDoNotWait() {
        HOST.behave(account, call -> {});
        String id = begin(account);
        HUB.awaitCard(id, "IN_DOUBT");
        Call call = HOST.registrations(account).get(0);

        String other = anAccount();
        HUB.awaitCard(begin(other), "APPROVED");
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
                call.line().sendHalf(call.with("00", "tok"));
            } else {
                HOST.tell(call);
            }
        });
        String beside = begin(silent);
        await(() -> HOST.registrations(silent).size() == 1);
        String id = begin(account);

        HUB.awaitCard(id, "APPROVED");
        HUB.awaitCard(beside, "APPROVED");
        assertThat(HOST.inquiries(account)).isNotEmpty();
        assertThat(HOST.registrations(account)).hasSize(1);
        assertThat(HOST.registrations(silent)).hasSize(1);
        assertThat(HOST.registrations(account).get(0).line().isUp()).isFalse();
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
    void anIdleConnectionIsKeptAliveByEchoes() {
        HUB.awaitCard(begin(account), "APPROVED");
        CumulusLine line = HOST.registrations(account).get(0).line();
        long before = HOST.echoes();

        await(() -> HOST.echoes() >= before + 3);

        assertThat(line.isUp()).isTrue();
        Call echo = HOST.calls().stream().filter(Call::isEcho).findFirst().orElseThrow();
        assertThat(echo.text())
                .isEqualTo("0800" + "8220000000000000" + "0400000000000000" + echo.at() + echo.stan() + "301");
        assertThat(HOST.calls().stream().filter(Call::isEcho).map(Call::stan)).doesNotHaveDuplicates();
    }

    @Test
    void aConnectionWhoseEchoIsNotAnsweredIsMadeAnew() {
        HUB.awaitCard(begin(account), "APPROVED");
        List<CumulusLine> before = HOST.lines();
        HOST.answerEchoes(false);
        try {
            await(() -> !before.get(before.size() - 1).isUp());
            await(() -> HOST.lines().size() > before.size());
        } finally {
            HOST.answerEchoes(true);
        }

        String after = anAccount();
        HUB.awaitCard(begin(after), "APPROVED");
        assertThat(HOST.registrations(after)).hasSize(1);
    }

    private static String begin(String account) {
        CumulusHost.lists(HUB, account);
        return HUB.begin(all(account));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
