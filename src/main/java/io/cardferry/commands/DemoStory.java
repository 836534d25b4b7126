package io.cardferry.commands;

import static io.cardferry.commands.CardText.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.messaging.BrokerClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sends the demo's registrations to a hub and tells what came of them, with what the API says and nothing else. */
final class DemoStory {

    private final HubClient hub;
    private final PrintWriter out;
    private final StopSignal stop;
    private final Optional<URI> embeddedBroker;
    private UUID firstRegistration;

    /** @param embeddedBroker the hub's, if it has one in this process */
    DemoStory(HubClient hub, PrintWriter out, StopSignal stop, Optional<URI> embeddedBroker) {
        this.embeddedBroker = embeddedBroker;
        this.hub = hub;
        this.out = out;
        this.stop = stop;
    }

    /**
     * Tells all chapters, then the history of the first registration; breaks off when asked to stop.
     *
     * @return the first registration's id
     * @throws CommandFailure if the hub refused a request
     */
    UUID tell() throws IOException {
        for (DemoChapter chapter : DemoChapter.ALL) {
            if (stop.isAsked()) {
                return firstRegistration;
            }
            tell(chapter);
        }
        if (embeddedBroker.isPresent()) {
            tellMessage(embeddedBroker.get());
        }
        out.println();
        out.println("The first of them, as the ledger remembers it (GET /v1/registrations/{id}/history):");
        HistoryReport.lines(answered(hub.history(firstRegistration)).body()).forEach(out::println);
        return firstRegistration;
    }

    private void tell(DemoChapter chapter) throws IOException {
        String cards = chapter.ref() == null ? "every card" : "card " + chapter.ref();
        out.println();
        out.println(chapter.title());
        out.println("  POST /v1/registrations   " + cards + " of " + chapter.accountId() + " to " + chapter.deviceType()
                + " " + chapter.deviceId());
        long start = System.nanoTime();
        HubAnswer answer = answered(hub.register(chapter.body(), chapter.idempotencyKey(), chapter.waitSeconds()));
        long tookMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
        JsonNode registration = answer.body();
        if (firstRegistration == null) {
            firstRegistration =
                    UUID.fromString(registration.path("registrationId").asText());
        }
        String replayed = answer.replayed() ? ", Idempotency-Replayed: true" : "";
        out.println("  " + answer.status() + replayed + "   registration " + text(registration, "registrationId") + " "
                + text(registration, "status") + " in " + tookMs + " ms");
        outcome(registration);
    }

    /** The last one comes another way. */
    private void tellMessage(URI broker) throws IOException {
        DemoChapter chapter = DemoChapter.AS_A_MESSAGE;
        out.println();
        out.println(chapter.title());
        out.println("  queue cardferry.registrations   every card of " + chapter.accountId() + " to "
                + chapter.deviceType() + " " + chapter.deviceId());
        out.flush();
        long start = System.nanoTime();
        try (BrokerClient client = BrokerClient.within(broker)) {
            JsonNode registration = new MessageRegistration(client)
                    .register(
                            chapter.body(),
                            chapter.idempotencyKey(),
                            Duration.ofSeconds(chapter.waitSeconds()),
                            "it is the demo's last one");
            long tookMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
            out.println("  reply   registration " + text(registration, "registrationId") + " "
                    + text(registration, "status") + " in " + tookMs + " ms");
            outcome(registration);
        }
    }

    private void outcome(JsonNode registration) {
        if (registration.path("reason").isObject()) {
            out.println("    " + CardText.reason(registration.path("reason")));
        }
        wallets(registration.path("discovery"));
        registration.path("cards").forEach(card -> out.println("    " + CardText.line(card)));
        out.flush();
    }

    /** Of the wallets where there is something to tell: all of them know the account, or one says nothing. */
    private void wallets(JsonNode discovery) {
        List<String> said = new ArrayList<>();
        discovery.path("sources").forEach(source -> said.add(text(source, "source") + " " + text(source, "status")));
        if (!said.isEmpty() && said.stream().noneMatch(one -> one.endsWith("ACCOUNT_UNKNOWN"))) {
            boolean complete = discovery.path("complete").asBoolean();
            out.println("    " + String.join(", ", said) + (complete ? "" : ": the list is not complete"));
        }
    }

    private static HubAnswer answered(HubAnswer answer) {
        if (!answer.isSuccess()) {
            throw CommandFailure.failed(
                    "the hub refused the demo's request: " + String.join(" ", ProblemReport.lines(answer)));
        }
        return answer;
    }
}
