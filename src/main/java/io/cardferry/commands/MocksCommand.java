package io.cardferry.commands;

import io.cardferry.mocks.MockSettings;
import io.cardferry.mocks.MockWorld;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mocks}: the card sources and issuers of {@code mocks/}, until a signal stops them. */
@Command(
        name = "mocks",
        description = {
            "Starts the mock card sources and issuers on their own; docs/mocks.md says what each account shows.",
            "Never let a productive hub near them."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry mocks",
            "  bin/cardferry mocks --port 0        (any free port)",
            "  bin/cardferry mocks --host 0.0.0.0  (in a container)",
            "  bin/cardferry mocks --delta-broker tcp://broker:61616"
        })
final class MocksCommand implements Callable<Integer> {

    /** Two more are needed above it. */
    private static final int MAX_PORT = 65_533;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "18080",
            description = {
                "The port for HTTP; cumulus listens on the next one, the broker for delta on the one after it.",
                "0 for any free ones (default: ${DEFAULT-VALUE})."
            })
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = {"The address to listen on (default: ${DEFAULT-VALUE})."})
    private String host;

    @Option(
            names = "--hub",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = {
                "The hub whose public key the wallets seal cards for, where an account says so (default: ${DEFAULT-VALUE})."
            })
    private URI hub;

    @Option(
            names = "--delta-broker",
            paramLabel = "URL",
            description = {
                "The broker where the mock issuer delta takes its messages, such as tcp://broker:61616",
                "(default: one of the mocks' own, on the port two above)."
            })
    private URI deltaBroker;

    MocksCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "--port=" + port + " is not between 0 and " + MAX_PORT);
        }
        if (!"http".equals(hub.getScheme()) && !"https".equals(hub.getScheme()) || hub.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--hub=" + hub + " is not an http or https address");
        }
        surroundings.stop().listen();
        try (MockWorld world = MockWorld.start(surroundings.home(), settings())) {
            world.sealForHub(hub);
            PrintWriter out = spec.commandLine().getOut();
            out.println("mocks ready " + world.base());
            out.println("  CARDFERRY_SOURCES_PHONE_WALLET_URL=" + world.phoneWallet());
            out.println("  CARDFERRY_SOURCES_WATCH_WALLET_URL=" + world.watchWallet());
            out.println("  CARDFERRY_ISSUERS_AURORA_URL=" + world.aurora());
            out.println("  CARDFERRY_ISSUERS_BOREALIS_URL=" + world.borealis());
            out.println("  CARDFERRY_ISSUERS_CUMULUS_URL=" + world.cumulus());
            out.println("  CARDFERRY_ISSUERS_DELTA_URL=" + world.deltaBroker());
            out.println("  what took effect: " + world.base() + "/mock/effects, what goes wrong: " + world.base()
                    + "/mock/faults");
            out.flush();
            surroundings.stop().await();
        }
        return 0;
    }

    private MockSettings settings() {
        MockSettings settings = MockSettings.on(port).at(host);
        return deltaBroker == null ? settings : settings.withDeltaAt(deltaBroker);
    }
}
