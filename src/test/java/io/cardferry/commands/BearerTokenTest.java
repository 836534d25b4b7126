package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.commands.StubHub.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    private static final String TOKEN = "eyJhbGciOiJub25lIn0.c2VjcmV0.-_~+/==";

    @Test
    void theTokenOfTheEnvironmentIsSentAndNeverPrinted() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.problem(404, Registrations.UNKNOWN))) {
            Console console = show(hub.address().toString(), TOKEN + "\n");

            assertThat(hub.asked().get(0).headers().getFirst("Authorization")).isEqualTo("Bearer " + TOKEN);
            assertThat(console.out() + console.err()).doesNotContain(TOKEN);
        }
    }

    @Test
    void withoutOneNothingIsSent() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.problem(404, Registrations.UNKNOWN))) {
            show(hub.address().toString(), "");

            assertThat(hub.asked().get(0).headers().containsKey("Authorization"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.255.255.1", "http://cards.example.com", "http://localhost.example.com:8080"})
    void itDoesNotTravelInPlainTextToAnotherMachine(String url) {
        Console console = show(url, TOKEN);

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err().lines()).singleElement().asString().contains("CARDFERRY_TOKEN", url, "https");
        assertThat(console.err()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nbreak", "ü", "semi;colon"})
    void whatIsNoTokenIsRefusedAndNotPrinted(String noToken) {
        Console console = show("http://127.0.0.1:1", noToken);

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).contains("CARDFERRY_TOKEN").doesNotContain(noToken);
    }

    @Test
    void whereOneIsMissingThePersonIsToldWhereToPutIt() throws Exception {
        String problem = "{\"type\":\"urn:cardferry:problem:unauthenticated\",\"title\":\"Unauthenticated\"}";
        try (StubHub hub = new StubHub(asked -> Answer.problem(401, problem))) {
            assertThat(show(hub.address().toString(), "").err()).contains("CARDFERRY_TOKEN");
        }
    }

    private static Console show(String url, String token) {
        return Console.run(Map.of("CARDFERRY_TOKEN", token), "show", Registrations.ID, "--url", url);
    }
}
