package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.commands.StubHub.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnreachableHubTest {

    @Test
    void aNameThatNobodyKnowsIsSaidToBeOne() {
        assertThat(error("http://no-such-host.invalid")).contains("no machine is known as no-such-host.invalid");
    }

    @Test
    void anHttpPortThatWasCalledWithHttpsIsSaidToBeOne() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, "{}"))) {
            assertThat(error(hub.address().toString().replace("http:", "https:")))
                    .contains("is it http instead of https?")
                    .doesNotContain("not known");
        }
    }

    private static String error(String url) {
        Console console = Console.run(
                Map.of(),
                "register",
                "--account=acc-1001",
                "--device-id=tv-77",
                "--device-type=TV",
                "--all",
                "--url",
                url);
        assertThat(console.status()).isEqualTo(1);
        assertThat(console.err().lines()).hasSize(1);
        return console.err();
    }
}
