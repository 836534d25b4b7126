package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.postgres.Once;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cumulus' pack is changed while messages of its old version are under way. {@link CumulusLateTest} has what comes late. */
@Once
class CumulusReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CARDS = 20;
    private static final CumulusHost HOST = new CumulusHost();
    private static final EditedConfiguration CONFIG = new EditedConfiguration();

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .configuredIn(CONFIG.folder)
            .with("cardferry.issuers.cumulus.url", HOST.url())
            .with("cardferry.issuers.cumulus.response-timeout", "60s");

    @AfterAll
    static void close() {
        CONFIG.close();
        HOST.close();
    }

    @Test
    void theOldConnectionServesWhatIsUnderWayToItsEndAndThenItGoes() {
        List<Call> held = new CopyOnWriteArrayList<>();
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < CARDS; i++) {
            String account = anAccount();
            HOST.behave(account, held::add);
            begun.add(begin(account));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> held.size() == CARDS);
        CumulusLine old = held.get(0).line();

        CONFIG.edit("cumulus", "issuer.yaml", "name: Cumulus Bank", "name: Cumulus Bank of today");
        assertThat(HUB.ask("/v1/issuers/reload", "{\"reason\":\"another name\"}")
                        .statusCode())
                .isEqualTo(200);
        String next = anAccount();
        HUB.awaitCard(begin(next), "APPROVED");
        assertThat(HOST.registrations(next).get(0).line()).isNotSameAs(old);
        assertThat(old.isUp()).isTrue();
        held.forEach(HOST::approve);

        begun.forEach(
                id -> assertThat(HUB.awaitCard(id, "APPROVED").path("attempts").asInt())
                        .isEqualTo(1));
        begun.forEach(
                id -> assertThat(each(HUB.history(id), "event")).doesNotContain("late-answer", "answer-repeated"));
        assertThat(held).extracting(Call::line).containsOnly(old);
        assertThat(HOST.calls()).noneMatch(Call::isInquiry);
        Awaitility.await().atMost(PATIENCE).until(() -> !old.isUp());
        HUB.awaitCard(begin(anAccount()), "APPROVED");
    }

    private static String begin(String account) {
        CumulusHost.lists(HUB, account);
        return HUB.begin(all(account));
    }
}
