package io.cardferry.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters replay}: one, or all that match. */
@Command(
        name = "replay",
        description = {
            "Puts a dead letter back to work: the same request id and message; in doubt, the",
            "issuer is asked first. --dry-run tells what that would do, and has status 0",
            "whether it could be done or not."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry dead-letters replay 01a20411-3c55-7a10-9b1e-2f64c1d0a7e3 \\",
            "      --reason 'aurora is back, INC-4711' --dry-run",
            "  bin/cardferry dead-letters replay --all --issuer aurora \\",
            "      --reason-code retries-exhausted --limit 500 --reason 'aurora is back'",
            "--all replays the oldest that match; what would need --force is skipped."
        })
final class DeadLetterReplayCommand implements Callable<Integer> {

    private static final int MAX_LIMIT = 1000;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DEAD_LETTER_ID", arity = "0..1", description = "The dead letter's id, a UUID.")
    private UUID deadLetterId;

    @Option(names = "--all", description = "All that match, instead of one.")
    private boolean all;

    @Option(names = "--issuer", paramLabel = "ID", description = "With --all: only this issuer's.")
    private String issuer;

    @Option(names = "--reason-code", paramLabel = "CODE", description = "With --all: only these.")
    private String reasonCode;

    @Option(names = "--limit", paramLabel = "N", description = "With --all, required: at most so many, 1 to 1000.")
    private Integer limit;

    @Option(names = "--dry-run", description = "Only tell what would be done.")
    private boolean dryRun;

    @Option(
            names = "--force",
            description = "Send it although the issuer may have processed it: it may be registered twice.")
    private boolean force;

    @Option(names = "--refresh", description = "Read the card anew from its source; a new request id.")
    private boolean refresh;

    @Mixin
    private OperatorCall operator;

    DeadLetterReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        requireOneOrAll();
        ObjectNode body = operator.body().put("dryRun", dryRun);
        if (all) {
            put(body, "issuer", issuer);
            put(body, "reasonCode", reasonCode);
            body.put("limit", limit);
            return operator.actOnMany(spec, surroundings, body, counts -> DeadLetterReport.counts(counts, dryRun));
        }
        body.put("force", force).put("refresh", refresh);
        int width = Terminal.width(surroundings.environment());
        return operator.act(
                spec,
                surroundings,
                deadLetterId,
                "replay",
                body,
                answer -> dryRun
                        ? DeadLetterReport.plan(answer, width)
                        : DeadLetterReport.acted(answer, "Replayed", width));
    }

    private void requireOneOrAll() {
        if (all == (deadLetterId != null)) {
            throw wrong(
                    all
                            ? "either one dead letter's id or --all, not both"
                            : "a dead letter's id, or --all, is missing");
        }
        if (all && (limit == null || limit < 1 || limit > MAX_LIMIT)) {
            throw wrong("--all needs --limit, from 1 to " + MAX_LIMIT);
        }
        if (all && (force || refresh)) {
            throw wrong("--force and --refresh are for one dead letter; with --all what needs them is skipped");
        }
        if (!all && (issuer != null || reasonCode != null || limit != null)) {
            throw wrong("--issuer, --reason-code and --limit go with --all");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static void put(ObjectNode body, String field, String value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}
