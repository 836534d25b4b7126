package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.messaging.BrokerClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code register}: sends a registration request to a running hub. */
@Command(
        name = "register",
        description = {
            "Registers an account's cards on a device, and shows what became of them.",
            "The status is 0 whenever the hub accepted the request, whatever became of it: a registration that FAILED"
                    + " and a card that was DECLINED are answers, too."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry register --account acc-1001 --all \\",
            "      --device-id tv-77 --device-type TV",
            "  bin/cardferry register --account acc-1001 --ref c-1 \\",
            "      --device-id wa-9 --device-type WATCH \\",
            "      --idempotency-key order-4711 --wait 10 --json",
            "  bin/cardferry register --account acc-1001 --all \\",
            "      --device-id tv-77 --device-type TV --jms tcp://mq1:61616"
        })
final class RegisterCommand implements Callable<Integer> {

    private static final int MAX_WAIT_SECONDS = 3600;
    private static final int MAX_KEY_LENGTH = 255;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RegistrationOptions request;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The key under which this request may be repeated (default: a new one, which is printed).")
    private String idempotencyKey;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long to wait for the outcome, 0 to 3600 (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Option(names = "--json", description = "Print the API's JSON, problems too; the key on stderr.")
    private boolean json;

    @Mixin
    private HubAddress hub;

    @Mixin
    private BrokerAddress broker;

    RegisterCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        check();
        String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
        return broker.isGiven() ? registerByMessage(key) : registerOverHttp(key);
    }

    private int registerByMessage(String key) {
        try (BrokerClient client = broker.client(surroundings.environment())) {
            JsonNode body = request.body(surroundings.environment());
            print(key);
            Duration patience = Duration.ofSeconds(Math.max(1, waitSeconds));
            show(new MessageRegistration(client).register(body, key, patience, repeatAdvice(key)));
            return 0;
        }
    }

    private int registerOverHttp(String key) {
        HubClient client = hub.client(surroundings.environment());
        print(key);
        HubAnswer answer = register(client, key);
        if (answer.isSuccess() && answer.replayed() && !json) {
            spec.commandLine()
                    .getOut()
                    .println("The hub knows this key: the registration as it stands, nothing is sent again.");
        }
        if (answer.isSuccess() || json) {
            show(answer.body());
        }
        return status(answer, key);
    }

    private void print(String key) {
        PrintWriter writer =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        writer.println("Idempotency-Key " + key);
        writer.flush();
    }

    private void show(JsonNode answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(answer));
        } else {
            RegistrationReport.lines(answer, Terminal.width(surroundings.environment()))
                    .forEach(out::println);
        }
    }

    private void check() {
        if (waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--wait=" + waitSeconds + " is not between 0 and " + MAX_WAIT_SECONDS);
        }
        if (idempotencyKey != null && !idempotencyKey.matches("[ -~]{1," + MAX_KEY_LENGTH + "}")) {
            throw new ParameterException(
                    spec.commandLine(), "--idempotency-key must be 1 to 255 printable ASCII characters");
        }
    }

    private HubAnswer register(HubClient client, String key) {
        try {
            return client.register(request.body(surroundings.environment()), key, waitSeconds);
        } catch (IOException e) {
            throw CommandFailure.failed("the answer of " + client.hub() + " was lost (" + e.getMessage() + "): "
                    + "whether it accepted the request is not known - " + repeatAdvice(key));
        }
    }

    private int status(HubAnswer answer, String key) {
        if (answer.isSuccess()) {
            return 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        ProblemReport.lines(answer).forEach(err::println);
        if (answer.status() >= 500) {
            err.println("  Whether it accepted the request is not known - " + repeatAdvice(key));
        }
        return 1;
    }

    private static String repeatAdvice(String key) {
        return "repeat it with --idempotency-key '" + key + "', which is safe";
    }
}
