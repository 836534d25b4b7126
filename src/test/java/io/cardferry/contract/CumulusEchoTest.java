package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.postgres.Once;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection to Cumulus on which nobody says a word. */
@Once
class CumulusEchoTest {

    private static final CumulusHost HOST = new CumulusHost();
    private static final EditedConfiguration CONFIG = echoingSoon();

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

    private static EditedConfiguration echoingSoon() {
        EditedConfiguration config = new EditedConfiguration();
        config.edit("cumulus", "issuer.yaml", "idle-echo: 30s", "idle-echo: 1s");
        return config;
    }

    @AfterAll
    static void close() {
        CONFIG.close();
        HOST.close();
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
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
