package io.cardferry.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show}: a registration and its history. */
@Command(
        name = "show",
        description = "Shows a registration: who asked for what, what became of each card, and when.",
        footer = {
            "",
            "Examples:",
            "  bin/cardferry show 01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e5f",
            "  bin/cardferry show 01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e5f --no-history --json",
            "With --json the document is {\"registration\",\"history\"}; with --no-history it is",
            "the registration as the API gives it."
        })
final class ShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    private UUID registrationId;

    @Option(names = "--no-history", negatable = true, description = "Without (or with, the default) the history.")
    private boolean history = true;

    @Option(names = "--json", description = "Print the API's JSON, problems too.")
    private boolean json;

    @Mixin
    private HubAddress hub;

    ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Parameters(paramLabel = "REGISTRATION_ID", description = "The registration's id, a UUID.")
    void registrationId(String given) {
        registrationId = OptionValues.idIn(given)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "'" + given + "' is not a registration id; those are UUIDs"));
    }

    @Override
    public Integer call() {
        HubClient client = hub.client(surroundings.environment());
        try {
            HubAnswer registration = client.registration(registrationId);
            HubAnswer entries = history && registration.isSuccess() ? client.history(registrationId) : registration;
            return entries.isSuccess() ? print(registration, entries) : refuse(entries);
        } catch (IOException e) {
            throw CommandFailure.failed("the answer of " + client.hub() + " was lost: " + e.getMessage());
        }
    }

    private int print(HubAnswer registration, HubAnswer entries) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode both = JsonNodeFactory.instance.objectNode();
            both.set("registration", registration.body());
            both.set("history", entries.body());
            out.println(JsonText.of(history ? both : registration.body()));
            return 0;
        }
        int width = Terminal.width(surroundings.environment());
        RegistrationReport.lines(registration.body(), width).forEach(out::println);
        if (history) {
            out.println();
            out.println("History, oldest first (! marks trouble)");
            HistoryReport.lines(entries.body(), width).forEach(out::println);
        }
        return 0;
    }

    private int refuse(HubAnswer answer) {
        if (json) {
            spec.commandLine().getOut().println(JsonText.of(answer.body()));
        }
        ProblemReport.lines(answer).forEach(spec.commandLine().getErr()::println);
        return 1;
    }
}
