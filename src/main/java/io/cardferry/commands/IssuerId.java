package io.cardferry.commands;

import picocli.CommandLine.Parameters;

/** The parameter of a command that is about one issuer. */
final class IssuerId {

    /** As {@code config/issuers/} has it: so it can't lead anywhere else in a path. */
    private static final String FORM = "[a-z][a-z0-9-]{0,30}";

    @Parameters(paramLabel = "ISSUER", description = "The issuer's id, e.g. aurora.")
    private String id;

    /** The id. */
    String get() {
        if (!id.matches(FORM)) {
            throw CommandFailure.wrongUsage("\"" + PlainText.of(id)
                    + "\" is no issuer's id: a to z, 0 to 9 and -, at most 31 characters, e.g. aurora");
        }
        return id;
    }
}
