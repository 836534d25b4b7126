package io.cardferry.bench;

import io.cardferry.app.Hub;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.mocks.MockWorld;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
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
 * How fast one hub with embedded database and broker takes registrations in, over HTTP and by messages, in turns: so
 * that both meet the same machine, and their ratio says more than either figure. Either way, as many callers as the
 * other send one registration after another, in this process, and each is on the disk before its caller goes on: in the
 * ledger over HTTP, in the broker for a message, which is then to be taken and committed. What follows – source, issuer,
 * four commits – goes on meanwhile, with stubs in this process.
 */
public final class IntakeBenchmark {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final int REGISTRATIONS = 1_500;
    private static final int ROUNDS = 4;
    private static final int CALLERS = 32;
    private static final int ACCEPTED_STATUS = 202;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ACCEPTED = "cardferry_registrations_accepted_total";
    private static final String ENDED = "cardferry_registrations_ended_total";

    private final Hub hub;
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch never = new CountDownLatch(1);

    private IntakeBenchmark(Hub hub) {
        this.hub = hub;
    }

    /** What each of the callers does. */
    private interface Callers {
        /** @param left how many are to be sent, by all callers together */
        void call(AtomicInteger left) throws Exception;
    }

    /** @param args {@code jms} and, if not the default, how many consumers */
    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("cardferry-intake-bench");
        boolean done = false;
        try (MockWorld world = MockWorld.start(HOME, 0)) {
            Map<String, String> settings = settings(world, data);
            if (args.length > 1) {
                settings.put("cardferry.jms.consumers", args[1]);
            }
            try (Hub hub = Hub.start(HOME, HOME.resolve("config"), Map.of(), settings)) {
                new IntakeBenchmark(hub).measure();
                done = true;
            }
        } finally {
            FileSystemUtils.deleteRecursively(data);
            System.exit(done ? 0 : 1);
        }
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

    /** The first round warms up, and is not counted. */
    private void measure() throws Exception {
        double[] ratios = new double[ROUNDS - 1];
        try (BrokerConnections broker =
                        BrokerConnections.within(hub.embeddedBroker().orElseThrow());
                Connection connection = broker.factory().createConnection()) {
            for (int round = 0; round < ROUNDS; round++) {
                double http = perSecond(this::overHttp);
                double jms = perSecond(left -> byMessages(connection, left));
                System.out.printf(
                        Locale.ROOT,
                        "round %d%s: HTTP %.0f/s, JMS %.0f/s, JMS/HTTP %.2f%n",
                        round,
                        round == 0 ? " (not warm)" : "",
                        http,
                        jms,
                        jms / http);
                if (round > 0) {
                    ratios[round - 1] = jms / http;
                }
            }
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "JMS/HTTP, median of %d: %.2f%n", ratios.length, ratios[ratios.length / 2]);
    }

    /** From the first call to the last commit; then waits until all that follows has ended, for the next to begin alike. */
    private double perSecond(Callers callers) throws Exception {
        double before = counted(ACCEPTED);
        long start = System.nanoTime();
        CountDownLatch ended = new CountDownLatch(CALLERS);
        AtomicInteger left = new AtomicInteger(REGISTRATIONS);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            threads.submit(() -> {
                try {
                    callers.call(left);
                } catch (Exception e) {
                    System.err.println("a caller gave up: " + e);
                } finally {
                    ended.countDown();
                }
            });
        }
        await(ACCEPTED, before + REGISTRATIONS);
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        ended.await();
        threads.shutdown();
        await(ENDED, before + REGISTRATIONS);
        return REGISTRATIONS / seconds;
    }

    private void overHttp(AtomicInteger left) throws IOException, InterruptedException {
        while (left.getAndDecrement() > 0) {
            HttpRequest request = HttpRequest.newBuilder(hub.address().resolve("/v1/registrations"))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", aKey())
                    .header("Prefer", "respond-async")
                    .POST(BodyPublishers.ofString(aRequest()))
                    .build();
            // Not the fixture's own calls: those hold each answer against the OpenAPI document.
            if (client.send(request, BodyHandlers.discarding()).statusCode() != ACCEPTED_STATUS) {
                left.incrementAndGet();
            }
        }
    }

    private static void byMessages(Connection connection, AtomicInteger left) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("cardferry.registrations"))) {
            while (left.getAndDecrement() > 0) {
                TextMessage message = session.createTextMessage(aRequest());
                message.setStringProperty("idempotencyKey", aKey());
                producer.send(message);
            }
        }
    }

    private static String aRequest() {
        return "{\"account\":{\"id\":\"acc-1001\"},\"device\":{\"id\":\"" + aKey()
                + "\",\"type\":\"TV\"},\"cards\":{\"refs\":[\"c-1\"]}}";
    }

    private static String aKey() {
        return UUID.randomUUID().toString();
    }

    private void await(String counter, double wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (counted(counter) < wanted) {
            if (System.nanoTime() > end) {
                throw new IOException(counter + " does not come to " + wanted + "; it is " + counted(counter));
            }
            never.await(20, TimeUnit.MILLISECONDS);
        }
    }

    /** The sum over all labels. */
    private double counted(String counter) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(hub.address().resolve("/metrics")).build();
        String metrics = client.send(request, BodyHandlers.ofString()).body();
        Matcher found =
                Pattern.compile("(?m)^" + counter + "(?:\\{.*})? ([0-9.E]+)$").matcher(metrics);
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }
}
