package io.cardferry.bench;

import io.cardferry.app.Hub;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.messaging.EmbeddedBroker;
import io.cardferry.mocks.MockWorld;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * How fast one hub with embedded database and broker takes registrations in, over HTTP (64 callers that don't wait for
 * the end) and from a queue that is full when it starts. Each is on the disk before it is answered or acknowledged. What
 * follows – source, issuer, four commits – goes on meanwhile, with stubs in this process.
 */
public final class IntakeBenchmark {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final int REGISTRATIONS = 3_000;
    private static final int CALLERS = 64;
    private static final int ACCEPTED_STATUS = 202;
    private static final Pattern ACCEPTED =
            Pattern.compile("(?m)^cardferry_registrations_accepted_total(?:\\{.*})? ([0-9.E]+)$");

    private IntakeBenchmark() {}

    /** @param args {@code jms CONSUMERS} or {@code http} */
    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("cardferry-intake-bench");
        try (MockWorld world = MockWorld.start(HOME, 0)) {
            Map<String, String> settings = settings(world, data);
            if (args[0].equals("jms")) {
                settings.put("cardferry.jms.consumers", args[1]);
                fill(data);
            }
            try (Hub hub = Hub.start(HOME, HOME.resolve("config"), Map.of(), settings)) {
                // Half of them warm the virtual machine up.
                overHttp(hub, args[0].equals("http") ? REGISTRATIONS : 0);
                measure(hub, args);
            }
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
        System.exit(0);
    }

    private static Map<String, String> settings(MockWorld world, Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("cardferry.http.port", "0");
        settings.put("cardferry.data-dir", data.toString());
        settings.put("cardferry.sources.phone-wallet.url", world.phoneWallet().toString());
        settings.put("cardferry.issuers.aurora.url", world.aurora().toString());
        settings.put("cardferry.issuers.borealis.url", world.borealis().toString());
        return settings;
    }

    private static String aRequest() {
        return "{\"account\":{\"id\":\"acc-1001\"},\"device\":{\"id\":\"" + UUID.randomUUID()
                + "\",\"type\":\"TV\"},\"cards\":{\"refs\":[\"c-1\"]}}";
    }

    private static String aKey() {
        return UUID.randomUUID().toString();
    }

    private static void measure(Hub hub, String[] args) throws Exception {
        double before = awaitAccepted(hub, REGISTRATIONS);
        long cpuBefore = cpuMillis();
        long start = System.nanoTime();
        ExecutorService callers = Executors.newSingleThreadExecutor();
        if (args[0].equals("http")) {
            callers.execute(() -> overHttp(hub, REGISTRATIONS));
        }
        double after = awaitAccepted(hub, 2 * REGISTRATIONS);
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        callers.shutdown();
        System.out.printf(
                "%s: %.0f registrations in %.1f s, %.0f/s, %.1f ms of processor time each%n",
                String.join(" ", args),
                after - before,
                seconds,
                (after - before) / seconds,
                (cpuMillis() - cpuBefore) / (after - before));
    }

    /** Puts twice as many messages on the queue as are measured, with a broker that is gone before the hub starts. */
    private static void fill(Path data) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data);
                BrokerConnections connections = BrokerConnections.within(broker.address());
                Connection connection = connections.factory().createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue("cardferry.registrations"))) {
            for (int i = 1; i <= 2 * REGISTRATIONS; i++) {
                TextMessage message = session.createTextMessage(aRequest());
                message.setStringProperty("idempotencyKey", aKey());
                producer.send(message);
                if (i % 100 == 0) {
                    session.commit();
                }
            }
        }
    }

    private static void overHttp(Hub hub, int count) {
        AtomicInteger left = new AtomicInteger(count);
        CountDownLatch done = new CountDownLatch(CALLERS);
        // Not the fixture's own calls: those hold each answer against the OpenAPI document.
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            callers.execute(() -> {
                while (left.getAndDecrement() > 0) {
                    if (post(client, hub) != ACCEPTED_STATUS) {
                        left.incrementAndGet();
                    }
                }
                done.countDown();
            });
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        callers.shutdown();
    }

    private static int post(HttpClient client, Hub hub) {
        HttpRequest request = HttpRequest.newBuilder(hub.address().resolve("/v1/registrations"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", aKey())
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(aRequest()))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double awaitAccepted(Hub hub, int wanted) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        double accepted = accepted(hub);
        while (accepted < wanted && !never.await(50, TimeUnit.MILLISECONDS)) {
            accepted = accepted(hub);
        }
        return accepted;
    }

    private static double accepted(Hub hub) {
        HttpRequest request =
                HttpRequest.newBuilder(hub.address().resolve("/metrics")).build();
        try {
            String metrics = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
            Matcher found = ACCEPTED.matcher(metrics);
            return found.find() ? Double.parseDouble(found.group(1)) : 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long cpuMillis() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / 1_000_000;
    }
}
