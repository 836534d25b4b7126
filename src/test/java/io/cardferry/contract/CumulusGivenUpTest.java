package io.cardferry.contract;

import static io.cardferry.contract.DeadLetterDesk.id;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cumulus says nothing, to the registration and to each inquiry, until the hub gives up. */
@Once
class CumulusGivenUpTest {

    private static final CumulusHost HOST = new CumulusHost();

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .with("cardferry.issuers.cumulus.url", HOST.url())
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.cumulus.response-timeout", "1s")
            .with("cardferry.issuers.cumulus.inquiry.not-before", "0s")
            .with("cardferry.issuers.cumulus.retry.first-delay", "100ms")
            .with("cardferry.issuers.cumulus.retry.max-delay", "300ms")
            .with("cardferry.issuers.cumulus.retry.max-age", "10s");

    private static final String ANSWERED_LATE = anAccount();
    private static final String REPLAYED = anAccount();
    private static final String NEVER_SEEN = anAccount();
    private static final Map<String, String> BEGUN = new LinkedHashMap<>();

    private final DeadLetterDesk desk = new DeadLetterDesk(HUB);

    @BeforeAll
    static void begin() {
        for (String account : new String[] {ANSWERED_LATE, REPLAYED, NEVER_SEEN}) {
            HOST.behave(account, call -> {});
            CumulusHost.lists(HUB, account);
            BEGUN.put(account, HUB.begin(all(account)));
        }
    }

    @AfterAll
    static void close() {
        HOST.close();
    }

    @Test
    void itIsADeadLetterInDoubtThatALateDecisionSettles() {
        JsonNode dead = dead(ANSWERED_LATE);
        assertThat(HOST.inquiries(ANSWERED_LATE)).isNotEmpty();
        assertThat(HOST.registrations(ANSWERED_LATE)).hasSize(1);

        HOST.registrations(ANSWERED_LATE).get(0).answer("00", "at-last");

        JsonNode card = HUB.awaitCard(BEGUN.get(ANSWERED_LATE), "APPROVED");
        assertThat(card.path("tokenReference").asText()).isEqualTo("at-last");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(DeadLetterDesk.problem(desk.replay(id(dead), ""))).isEqualTo("409 not-dead-lettered");
    }

    @Test
    void aReplayAsksFirstAndSendsNothing() {
        JsonNode dead = dead(REPLAYED);
        int asked = HOST.inquiries(REPLAYED).size();
        HOST.takeEffect(HOST.registrations(REPLAYED).get(0));
        HOST.behave(REPLAYED, HOST::serve);
        assertThat(desk.dryRun(id(dead), "").path("action").asText()).isEqualTo("inquire");

        desk.replay(id(dead), "");

        HUB.awaitCard(BEGUN.get(REPLAYED), "APPROVED");
        assertThat(HOST.inquiries(REPLAYED)).hasSizeGreaterThan(asked);
        assertThat(HOST.registrations(REPLAYED)).hasSize(1);
    }

    @Test
    void whatItNeverSawAReplaySendsAgainAsItWas() {
        JsonNode dead = dead(NEVER_SEEN);
        HOST.behave(NEVER_SEEN, HOST::serve);

        desk.replay(id(dead), "");

        HUB.awaitCard(BEGUN.get(NEVER_SEEN), "APPROVED");
        assertThat(HOST.registrations(NEVER_SEEN)).hasSize(2);
        assertThat(HOST.registrations(NEVER_SEEN).get(1).text())
                .isEqualTo(HOST.registrations(NEVER_SEEN).get(0).text());
    }

    private JsonNode dead(String account) {
        HUB.awaitCard(BEGUN.get(account), "DEAD_LETTERED");
        JsonNode dead = desk.waiting(BEGUN.get(account));
        assertThat(dead.path("inDoubt").asBoolean()).isTrue();
        assertThat(dead.at("/reason/code").asText()).isEqualTo("retries-exhausted");
        return dead;
    }
}
