package io.cardferry.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.Reply;
import io.cardferry.contract.StubServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call gives its connection back whatever it was answered: nobody closes the answer afterwards. */
class ConnectionsTest {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    static List<Reply> replies() {
        return List.of(
                Reply.answer(200, "{}"),
                Reply.answer(200, ""),
                Reply.answer(204, ""),
                Reply.answer(302, "elsewhere", "Location", "/elsewhere"),
                Reply.answer(401, "who?"),
                Reply.answer(503, "busy", "Retry-After", "0"),
                Reply.answer(200, "x".repeat(2000)),
                Reply.dropped(),
                Reply.half(200, "{\"half\":true}"),
                Reply.silence(),
                Reply.dripping(200, "{}"));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void thereIsAConnectionForTheNextCall(Reply reply) throws IOException {
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(5), Duration.ofMillis(200), 1, 1000);
        List<String> failures = new ArrayList<>();
        try (StubServer stub = new StubServer(call -> null, call -> reply);
                CloseableHttpClient client = HttpClients.of(limits, Authentication.NONE, clock)) {
            for (int i = 0; i < 3; i++) {
                try {
                    HttpPost post = new HttpPost(stub.uri());
                    post.setEntity(new StringEntity("{}"));
                    client.executeOpen(HttpHost.create(stub.uri()), post, null);
                } catch (IOException e) {
                    failures.add(e.getMessage());
                }
            }

            assertThat(stub.calls()).hasSize(3);
            assertThat(failures).doesNotContain("no connection");
        }
    }
}
