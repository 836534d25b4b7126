package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.TestDatabases;
import io.cardferry.security.CardSeal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs at one PostgreSQL and one host of Cumulus: each has its own connection, and both count trace numbers. */
@Once
class TwoHubsOfCumulusTest {

    /** Of each hub: more than one block of numbers. */
    private static final int CARDS = 25;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final String ledger = TestDatabases.server().newDatabase();
    private final CumulusHost host = new CumulusHost();
    private final HubFixture first = new HubFixture();
    private final HubFixture second = new HubFixture();

    @BeforeEach
    void begin() throws Exception {
        for (HubFixture hub : List.of(first, second)) {
            TestDatabases.postgresSettings(ledger).forEach(hub::with);
            hub.with(
                            "cardferry.data-dir",
                            folder.resolve("data-" + hub.hashCode()).toString())
                    .with("cardferry.issuers.cumulus.url", host.url())
                    .with(
                            "cardferry.sources.phone-wallet.url",
                            first.source.uri().toString())
                    .with("cardferry.issuers.cumulus.response-timeout", "100s");
            hub.start();
        }
    }

    @AfterEach
    void end() {
        host.close();
        first.stop();
        second.stop();
        first.closeStubs();
        second.closeStubs();
    }

    @Test
    void whatIsUnderWayHasDifferentNumbersAndADecisionCountsOnEitherConnection() {
        List<Call> held = Collections.synchronizedList(new ArrayList<>());
        host.behave(held::add);
        CardSeal seal = HubOpenedPacks.sealFor(first);
        Map<String, HubFixture> begun = new LinkedHashMap<>();
        for (int i = 0; i < 2 * CARDS; i++) {
            HubFixture hub = i % 2 == 0 ? first : second;
            String account = anAccount();
            CumulusHost.lists(first, seal, account, CumulusHost.PAN);
            begun.put(hub.begin(all(account)), hub);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> held.size() == 2 * CARDS);

        Map<CumulusLine, List<Call>> byLine = held.stream().collect(Collectors.groupingBy(Call::line));
        assertThat(byLine.values()).extracting(List::size).containsExactly(CARDS, CARDS);
        assertThat(held).extracting(Call::stan).doesNotHaveDuplicates();
        CumulusLine one = held.get(0).line();
        for (Call call : held) {
            // All over one of them.
            one.send(call.with("00", CumulusHost.token(call.requestId())));
        }

        begun.forEach((id, hub) -> {
            assertThat(hub.awaitCard(id, "APPROVED").path("attempts").asInt()).isEqualTo(1);
            assertThat(each(hub.history(id), "event")).doesNotContain("answer-contradicted");
        });
        assertThat(host.calls().stream().filter(call -> !call.isEcho())).hasSize(2 * CARDS);
    }
}
