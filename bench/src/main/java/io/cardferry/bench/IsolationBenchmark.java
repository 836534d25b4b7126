package io.cardferry.bench;

import io.cardferry.contract.CardList;
import io.cardferry.contract.Enrolments;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an issuer that hangs on every call costs the customers of another one. 32 callers register cards of borealis and
 * wait for the end, in turn alone and beside 32 callers of aurora, which then never answers. In between, aurora answers
 * again, and what it owes is settled.
 */
public final class IsolationBenchmark {

    private static final int CALLERS = 32;
    private static final int ROUNDS = 3;
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final Duration PHASE = Duration.ofSeconds(15);

    /** Longer than the hub waits, and not for ever: threads would pile up here. */
    private static final Duration HANGING = Duration.ofSeconds(7);

    private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\":\"([^\"]+)\"");
    private static final Pattern MESSAGE_ID = Pattern.compile("<MessageId>([^<]+)</MessageId>");

    private static volatile boolean auroraHangs;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final BenchHub hub;

    private IsolationBenchmark(BenchHub hub) {
        this.hub = hub;
    }

    public static void main(String[] args) throws Exception {
        try (BenchServer source = new BenchServer((path, body) -> cards(path.split("/")[2]));
                BenchServer aurora =
                        new BenchServer((path, body) -> auroraHangs ? hang() : auroraApproval(path, body));
                BenchServer borealis = new BenchServer((path, body) -> borealisApproval(body));
                BenchHub hub = BenchHub.start(Map.of(
                        "CARDFERRY_SOURCES_PHONE_WALLET_URL", source.url(),
                        "CARDFERRY_ISSUERS_AURORA_URL", aurora.url(),
                        "CARDFERRY_ISSUERS_BOREALIS_URL", borealis.url()))) {
            new IsolationBenchmark(hub).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int i = 1; i <= ROUNDS; i++) {
            phase("(warm-up, or recovery)", 0, RECOVERY);
            double quiet = phase("borealis alone", 0, PHASE);
            auroraHangs = true;
            double beside = phase("beside aurora, which hangs", CALLERS, PHASE);
            auroraHangs = false;
            ratios.add(beside / quiet);
            System.out.printf("round %d: ratio of the medians %.2f%n", i, beside / quiet);
        }
        System.out.printf(
                "median ratio %.2f (asked for: at most 1.5)%n",
                at(ratios.stream().sorted().toList(), 0.5));
    }

    /** Gives the median latency of borealis' customers in milliseconds. */
    private double phase(String name, int besides, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        List<Future<List<Double>>> others = start(besides, "aurora", end);
        List<Double> latencies = new ArrayList<>();
        for (Future<List<Double>> caller : start(CALLERS, "borealis", end)) {
            latencies.addAll(caller.get());
        }
        int hung = 0;
        for (Future<List<Double>> caller : others) {
            hung += caller.get().size();
        }
        List<Double> sorted = latencies.stream().sorted().toList();
        System.out.printf(
                "%-28s %6d ended, median %.1f ms, 90 %% below %.1f ms; %d of aurora answered 202%n",
                name, sorted.size(), at(sorted, 0.5), at(sorted, 0.9), hung);
        return at(sorted, 0.5);
    }

    private List<Future<List<Double>>> start(int number, String issuer, long end) {
        List<Future<List<Double>>> started = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            started.add(callers.submit(() -> {
                List<Double> latencies = new ArrayList<>();
                while (System.nanoTime() < end) {
                    latencies.add(register(issuer));
                }
                return latencies;
            }));
        }
        return started;
    }

    private double register(String issuer) throws IOException, InterruptedException {
        String account = issuer + "-" + UUID.randomUUID();
        HttpRequest request = HttpRequest.newBuilder(hub.registrations())
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", account)
                .POST(BodyPublishers.ofString("{\"account\":{\"id\":\"" + account
                        + "\"},\"device\":{\"id\":\"tv-77\",\"type\":\"TV\"},\"cards\":{\"all\":true}}"))
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        int expected = issuer.equals("aurora") ? 202 : 201;
        if (response.statusCode() != expected) {
            throw new IOException(issuer + " was answered " + response.statusCode() + ": " + response.body());
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private static String cards(String account) {
        boolean ofAurora = account.startsWith("aurora");
        return CardList.of(account)
                .with(ofAurora ? CardList.card("c-1") : Enrolments.card("c-1"))
                .text();
    }

    private static String borealisApproval(String message) {
        String id = found(MESSAGE_ID, message);
        return Enrolments.answer(id, "00", "tok-" + id);
    }

    /** An inquiry has no body, and the request id at the end of its path. */
    private static String auroraApproval(String path, String message) {
        String id = message.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : found(REQUEST_ID, message);
        return "{\"requestId\":\"" + id + "\",\"decision\":\"APPROVED\",\"tokenReference\":\"tok-" + id + "\"}";
    }

    private static String found(Pattern pattern, String message) {
        Matcher id = pattern.matcher(message);
        if (!id.find()) {
            throw new IllegalStateException("no request id: " + message);
        }
        return id.group(1);
    }

    private static String hang() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(HANGING.toNanos());
        return "";
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get((int) (sorted.size() * part));
    }
}
