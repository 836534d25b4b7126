package io.cardferry.commands;

import static java.util.Map.entry;

import io.cardferry.app.RunningHub;
import io.cardferry.mocks.MockWorld;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: hub and mock world in this process, some registrations, and what became of them. */
@Command(
        name = "demo",
        description = {
            "Starts the hub and the mock world in one process, registers cards, tells what happened, and stops.",
            "Ports are free ones, data lies in a temporary folder: nothing is left behind."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry demo",
            "  bin/cardferry demo --keep    (goes on running, and says what to try)"
        })
final class DemoCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--keep", description = "Leave it running afterwards, until Ctrl-C.")
    private boolean keep;

    @Mixin
    private ConfigurationFolder config;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        surroundings.stop().listen();
        Path folder = config.resolve(surroundings.home());
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        out.println("Cardferry demo: starting the hub and a mock world (two wallets, four issuers) ...");
        out.flush();
        try (DemoFolder data = DemoFolder.create();
                MockWorld world = MockWorld.start(surroundings.home(), 0);
                RunningHub hub = startHub(folder, data, world)) {
            world.sealForHub(hub.address());
            out.println("  hub    " + hub.address() + "   mocks  " + world.base() + "   up after " + since(start));
            UUID first =
                    new DemoStory(new HubClient(hub.address()), out, surroundings.stop(), hub.embeddedBroker()).tell();
            out.println();
            out.println("Done in " + since(start) + ".");
            if (keep && !surroundings.stop().isAsked()) {
                out.println();
                whatToTry(hub, world, first).forEach(out::println);
                out.flush();
                surroundings.stop().await();
            }
        }
        if (!keep) {
            out.println(
                    "To look closer: bin/cardferry demo --keep; the routes that did it: routes/; the mocks: mocks/");
        }
        return 0;
    }

    private RunningHub startHub(Path folder, DemoFolder data, MockWorld world) throws Exception {
        Map<String, String> overrides = Map.ofEntries(
                entry("cardferry.http.host", "127.0.0.1"),
                entry("cardferry.sources.watch-wallet.enabled", "true"),
                entry("cardferry.http.port", "0"),
                // Quick, because somebody is watching.
                entry("cardferry.issuers.aurora.retry.first-delay", "500ms"),
                entry("cardferry.issuers.cumulus.retry.first-delay", "500ms"),
                entry("cardferry.issuers.cumulus.inquiry.not-before", "500ms"),
                entry("cardferry.issuers.delta.response-timeout", "3s"),
                // Whatever is configured: samples belong into no ledger that is kept.
                entry("cardferry.db.url", "embedded"),
                entry("cardferry.data-dir", data.path().toString()),
                entry("cardferry.sources.phone-wallet.url", world.phoneWallet().toString()),
                entry("cardferry.sources.watch-wallet.url", world.watchWallet().toString()),
                entry("cardferry.issuers.aurora.url", world.aurora().toString()),
                entry("cardferry.issuers.borealis.url", world.borealis().toString()),
                entry("cardferry.issuers.cumulus.url", world.cumulus().toString()),
                entry("cardferry.issuers.delta.url", world.deltaBroker().toString()));
        return surroundings.hubStarter().start(surroundings.home(), folder, surroundings.environment(), overrides);
    }

    private static List<String> whatToTry(RunningHub hub, MockWorld world, UUID registrationId) {
        String registrations = hub.address() + "/v1/registrations";
        return List.of(
                "Still running, Ctrl-C stops it. Try in another terminal:",
                "  bin/cardferry show " + registrationId + " --url " + hub.address(),
                "  curl -s " + registrations + "/" + registrationId,
                "  curl -s " + registrations + "/" + registrationId + "/history",
                "  curl -s " + registrations + " -H 'Content-Type: application/json' -H 'Idempotency-Key: try-1' \\",
                "    -d '{\"account\":{\"id\":\"acc-1001\"},\"device\":{\"id\":\"tv-78\",\"type\":\"TV\"},"
                        + "\"cards\":{\"all\":true}}'",
                "  curl -s " + world.base() + "/mock/effects",
                "Other accounts to try: docs/mocks.md");
    }

    private static String since(long start) {
        return String.format(
                Locale.ROOT,
                "%.1f s",
                Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    }
}
