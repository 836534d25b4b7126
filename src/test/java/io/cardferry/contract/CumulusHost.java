package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.FixedPorts;
import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.security.CardSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Cumulus' host on a plain socket, with the positions of contract section 4 written down; it shares nothing with the hub. It
 * keeps books: each registration that takes effect counts, a repeated one again, as its {@code repeat: never} says. Of an
 * account it does what a test says; of all others it registers the card and approves.
 */
final class CumulusHost implements AutoCloseable {

    static final String PAN = "3566002020360505";

    private volatile ServerSocket server;
    private final List<CumulusLine> lines = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    /** Else a message that is wrong would pass for a connection that is lost. */
    private final List<String> strange = new CopyOnWriteArrayList<>();

    private final Map<String, String> accounts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> effects = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Call>> behaviours = new ConcurrentHashMap<>();
    private volatile Consumer<Call> others = this::serve;
    private volatile boolean answersEchoes = true;

    CumulusHost() {
        // It comes back at the same one.
        listenAt(FixedPorts.next());
    }

    private void listenAt(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
            server = socket;
            inBackground(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** Nobody listens there any more, and all connections are lost. Its books stay. */
    void goDown() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.forEach(CumulusLine::cut);
    }

    /** At the same address. */
    void comeBack() {
        listenAt(server.getLocalPort());
    }

    /** What it does with registrations and inquiries of this account. */
    void behave(String account, Consumer<Call> behaviour) {
        behaviours.put(account, behaviour);
    }

    /** What it does with those of all other accounts. */
    void behave(Consumer<Call> behaviour) {
        others = behaviour;
    }

    void answerEchoes(boolean answers) {
        answersEchoes = answers;
    }

    /** Registers and approves, or says what it knows. */
    void serve(Call call) {
        if (call.isInquiry()) {
            tell(call);
        } else {
            approve(call);
        }
    }

    void approve(Call call) {
        takeEffect(call);
        call.answer("00", token(call.requestId()));
    }

    /** The card is registered from now on, whatever becomes of the answer. */
    void takeEffect(Call call) {
        effects.computeIfAbsent(call.requestId(), id -> new AtomicInteger()).incrementAndGet();
    }

    /** Answers an inquiry out of its books. */
    void tell(Call call) {
        if (effects.containsKey(call.requestId())) {
            call.answer("00", token(call.requestId()));
        } else {
            call.answer("25", "");
        }
    }

    static String token(String requestId) {
        return "cum-" + requestId.substring(0, 8);
    }

    /** How often the registration of this request id took effect. */
    int effects(String requestId) {
        return effects.getOrDefault(requestId, new AtomicInteger()).get();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** About this request, in their order. */
    List<Call> calls(String requestId) {
        return calls.stream().filter(call -> requestId.equals(call.requestId())).toList();
    }

    List<Call> registrations(String account) {
        return calls.stream()
                .filter(call -> call.isRegistration() && account.equals(call.account()))
                .toList();
    }

    List<Call> inquiries(String account) {
        return calls.stream()
                .filter(call -> call.isInquiry() && account.equals(call.account()))
                .toList();
    }

    /** The echoes that came. */
    long echoes() {
        return calls.stream().filter(Call::isEcho).count();
    }

    /** Every connection there has been. */
    List<CumulusLine> lines() {
        return List.copyOf(lines);
    }

    /** The source lists a card of Cumulus, sealed for the hub. */
    static void lists(HubFixture hub, String account) {
        lists(hub, HubOpenedPacks.sealFor(hub), account, PAN);
    }

    static void lists(HubFixture hub, CardSeal seal, String account, String pan) {
        String card = """
            {"cardRef":"c-1","issuer":"cumulus","bin":"%s","last4":"%s","brand":"JCB","expiry":"2029-04","status":"ACTIVE",
             "sealedCard":"%s"}""".formatted(
                        pan.substring(0, 6),
                        pan.substring(pan.length() - 4),
                        seal.seal(CardSeal.content(pan, "2029-04", account, "c-1")));
        hub.source.says(account, CardList.of(account).with(card).reply());
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                CumulusLine line = new CumulusLine(listening.accept(), this::receive, strange::add);
                lines.add(line);
                if (listening.isClosed()) {
                    // Who knocks while the door is being shut may still be let in.
                    line.cut();
                } else {
                    inBackground(line::read);
                }
            }
        } catch (IOException closed) {
            // Nobody comes in any more.
        }
    }

    private void receive(Call read) {
        Call call = read.ofAccount(
                accounts.merge(read.requestId(), read.account(), (known, again) -> again.isEmpty() ? known : again));
        calls.add(call);
        if (!call.isEcho()) {
            behaviours.getOrDefault(call.account(), others).accept(call);
        } else if (answersEchoes) {
            call.answerEcho();
        }
    }

    private static void inBackground(Runnable action) {
        Thread thread = new Thread(action, "cumulus");
        thread.setDaemon(true);
        thread.start();
    }

    /** Fails if the hub has ever sent what is no message of Cumulus'. */
    @Override
    public void close() {
        goDown();
        assertThat(strange).as("what is no message of Cumulus'").isEmpty();
    }
}
