package io.cardferry.drill;

import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.EditedConfiguration;
import io.cardferry.contract.HubFixture;
import io.cardferry.contract.HubProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A hub is killed in the middle of reloads: the next one has the packs that lie on the disk, and every card. */
class KilledWhileReloadingTest {

    @Test
    void theNextStartHasThePacksOfTheDiskAndEveryCard() throws Exception {
        try (World world = new World();
                EditedConfiguration config = new EditedConfiguration()) {
            HubFixture hub = world.hub;
            HubProcess first = HubProcess.run(hub.environment(), "--config", config.folder.toString());
            hub.talkTo(first.ready());
            String registration = hub.begin(HubFixture.all(HubFixture.anAccount()));
            AtomicInteger reloads = new AtomicInteger();
            CompletableFuture<Void> reloading = CompletableFuture.runAsync(() -> {
                while (true) {
                    config.restore();
                    config.edit("aurora", "issuer.yaml", "concurrency: 64", "concurrency: " + (reloads.get() % 50 + 1));
                    reload(hub);
                    reloads.incrementAndGet();
                }
            });
            Awaitility.await().until(() -> reloads.get() >= 5);
            first.kill();
            assertThat(reloading.handle((done, failure) -> failure).get()).isNotNull();

            try (HubProcess second = HubProcess.run(hub.environment(), "--config", config.folder.toString())) {
                hub.talkTo(second.ready());

                assertThat(json(hub.ask("/v1/issuers/reload", "{\"reason\":\"a look\"}"))
                                .path("issuers")
                                .findValuesAsText("change"))
                        .isNotEmpty()
                        .containsOnly("UNCHANGED");
                hub.awaitCard(registration, "APPROVED");
            } finally {
                first.close();
            }
        }
    }

    private static void reload(HubFixture hub) {
        assertThat(hub.ask("/v1/issuers/reload", "{\"reason\":\"again\"}").statusCode())
                .isEqualTo(200);
    }
}
