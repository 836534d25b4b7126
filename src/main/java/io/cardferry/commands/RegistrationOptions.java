package io.cardferry.commands;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of {@code register} that make up the request; words are checked here, the rest by the hub. */
final class RegistrationOptions {

    /** Which cards. */
    static final class Selection {
        @Option(names = "--all", required = true, description = "Every card that the account has.")
        private boolean all;

        @Option(
                names = "--ref",
                required = true,
                paramLabel = "REF",
                description = {"This card, e.g. c-1 or phone-wallet/c-1; may be given again."})
        private List<String> refs;
    }

    /** What the cardholder accepted: all three or none. */
    static final class Terms {
        @Option(names = "--terms-id", required = true, paramLabel = "ID", description = "Which terms were accepted.")
        private String id;

        @Option(names = "--terms-version", required = true, paramLabel = "V", description = "Which version of them.")
        private String version;

        @Option(
                names = "--terms-accepted-at",
                required = true,
                paramLabel = "TIME",
                description = "When, e.g. 2026-11-22T10:15:00Z.")
        private String acceptedAt;
    }

    @Option(names = "--account", required = true, paramLabel = "ID", description = "Whose cards.")
    private String accountId;

    @Option(names = "--device-id", required = true, paramLabel = "ID", description = "The device that they go to.")
    private String deviceId;

    @Option(
            names = "--device-type",
            required = true,
            paramLabel = "TYPE",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private DeviceType deviceType;

    @Option(names = "--device-name", paramLabel = "NAME", description = "The device's name for people.")
    private String deviceName;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Selection selection;

    @Option(names = "--replace-existing", description = "Also where the card is already APPROVED on this device.")
    private boolean replaceExisting;

    @ArgGroup(exclusive = false)
    private Terms terms;

    @Option(
            names = "--assertion-env",
            paramLabel = "VAR",
            description =
                    "The environment variable that holds the proof of the account (not an option value: those show"
                            + " in process lists).")
    private String assertionVariable;

    /** The body of {@code POST /v1/registrations}. */
    ObjectNode body(Map<String, String> environment) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode account = body.putObject("account").put("id", accountId);
        if (assertionVariable != null) {
            account.put("assertion", assertion(environment));
        }
        ObjectNode device = body.putObject("device").put("id", deviceId).put("type", deviceType.name());
        if (deviceName != null) {
            device.put("name", deviceName);
        }
        ObjectNode cards = body.putObject("cards");
        if (selection.all) {
            cards.put("all", true);
        } else {
            ArrayNode refs = cards.putArray("refs");
            selection.refs.forEach(refs::add);
        }
        if (replaceExisting) {
            cards.put("replaceExisting", true);
        }
        if (terms != null) {
            body.putObject("terms")
                    .put("id", terms.id)
                    .put("version", terms.version)
                    .put("acceptedAt", terms.acceptedAt);
        }
        return body;
    }

    private String assertion(Map<String, String> environment) {
        String assertion = environment.get(assertionVariable);
        if (assertion == null || assertion.isEmpty()) {
            throw CommandFailure.wrongUsage(
                    "--assertion-env: the environment variable " + assertionVariable + " is not set");
        }
        return assertion;
    }
}
