package io.cardferry.app;

import static io.cardferry.app.HubFixture.all;
import static io.cardferry.app.HubFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpineTest {

    @TempDir
    Path data;

    private HubFixture hub;

    @BeforeEach
    void start() {
        hub = new HubFixture(data).start();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aCardThatTheIssuerApprovesIsRegisteredOnTheDevice() {
        HttpResponse<String> response = hub.post("key-1", all("acc-1001"), "Prefer", "wait=20");

        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode resource = json(response);
        assertThat(resource.path("status").asText()).isEqualTo("COMPLETED");
        JsonNode card = resource.path("cards").path(0);
        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("tokenReference").asText())
                .isEqualTo("tok-" + card.path("issuerRequestId").asText());
    }
}
