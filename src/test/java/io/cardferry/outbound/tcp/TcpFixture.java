package io.cardferry.outbound.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cardferry.outbound.AnswerLostException;
import io.cardferry.outbound.NotSentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Links of a test, and what they tell. A message is {@code key|anything}, or {@code key|anything#subject}; what has no such
 * line is unreadable.
 */
final class TcpFixture implements AutoCloseable {

    static final Duration PATIENT = Duration.ofSeconds(60);
    static final LengthHeader USUAL = new LengthHeader(2, false);

    final BlockingQueue<String> late = new LinkedBlockingQueue<>();
    final BlockingQueue<String> unmatched = new LinkedBlockingQueue<>();
    final TcpThreads threads;
    private final List<TcpLink<String>> links = new ArrayList<>();

    // What a test changes before it makes a link.
    String host = "127.0.0.1";
    SSLContext tls;
    int connections = 1;
    Duration connect = PATIENT;
    Duration response = PATIENT;
    LengthHeader header = USUAL;
    int longest = 2048;
    Duration idle;
    TcpEcho echo = () -> {
        throw new IllegalStateException("this host is sent no echoes");
    };

    TcpFixture() {
        this(new TcpThreads());
    }

    TcpFixture(TcpThreads threads) {
        this.threads = threads;
    }

    TcpLink<String> link(int port) {
        TcpSettings settings = new TcpSettings(
                "the host",
                host,
                port,
                Optional.ofNullable(tls),
                connections,
                connect,
                response,
                header,
                longest,
                Optional.ofNullable(idle));
        TcpLink<String> link = new TcpLink<>(settings, threads, new Told(), echo);
        links.add(link);
        return link;
    }

    /** What became of an exchange: its answer, or {@code not sent: …}, {@code late: …}, {@code lost: …}. */
    static CompletableFuture<String> ask(TcpLink<String> link, String message) {
        return askUntil(link, message, System.nanoTime() + PATIENT.toNanos());
    }

    static CompletableFuture<String> askUntil(TcpLink<String> link, String message, long sendUntilNanos) {
        return ending(link.exchange(message.getBytes(US_ASCII), key(message), "about " + message, sendUntilNanos)
                .end());
    }

    static CompletableFuture<String> ending(CompletableFuture<byte[]> exchange) {
        return exchange.handle((answer, failure) -> {
            if (failure instanceof NotSentException) {
                return "not sent: " + failure.getMessage();
            }
            if (failure instanceof AnswerLostException lost) {
                return (lost.isLate() ? "late: " : "lost: ") + lost.getMessage();
            }
            return failure == null ? new String(answer, US_ASCII) : failure.toString();
        });
    }

    static String end(CompletableFuture<String> asked) {
        try {
            return asked.get(150, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("an exchange did not end", e);
        }
    }

    static String key(String message) {
        return message.substring(0, message.indexOf('|'));
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENT);
    }

    static String next(BlockingQueue<String> told) throws InterruptedException {
        return told.poll(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        links.forEach(TcpLink::close);
        threads.close();
    }

    private final class Told implements TcpAnswers<String> {

        @Override
        public Optional<String> keyOf(byte[] frame) {
            // Throws without the line: as good as empty.
            return Optional.of(key(new String(frame, US_ASCII))).filter(key -> !key.isEmpty());
        }

        @Override
        public Optional<String> subjectOf(String about) {
            int mark = about.indexOf('#');
            return mark < 0 ? Optional.empty() : Optional.of(about.substring(mark));
        }

        @Override
        public void late(String about, byte[] frame) {
            late.add(about + " <- " + new String(frame, US_ASCII));
        }

        @Override
        public void unmatched(byte[] frame) {
            unmatched.add(new String(frame, US_ASCII));
        }
    }
}
