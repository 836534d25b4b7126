package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class UnreachableHubTest {

    @Test
    void aNameThatNobodyKnowsIsSaidToBeOne() {
        assertThat(error("http://no-such-host.invalid")).contains("no machine is known as no-such-host.invalid");
    }

    /** Now and then the JDK's client says that it lost the answer, where it could say that TLS failed. */
    @Test
    void anHttpPortThatWasCalledWithHttpsIsSaidToBeOne() {
        String said = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .until(UnreachableHubTest::errorOfAnHttpPort, error -> !error.contains("was lost"));

        assertThat(said).contains("is it http instead of https?").doesNotContain("not known");
    }

    private static String errorOfAnHttpPort() throws Exception {
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread answers = new Thread(() -> answerInPlainText(http));
            answers.start();

            return error("https://127.0.0.1:" + http.getLocalPort());
        }
    }

    private static void answerInPlainText(ServerSocket http) {
        try (Socket caller = http.accept()) {
            caller.getInputStream().read();
            caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // Until the caller has gone: a close with unread bytes would be a reset.
            caller.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The caller sees no more than that, too.
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
