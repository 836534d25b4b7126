package io.cardferry.commands;

import io.cardferry.configuration.ProcessVariable;
import io.cardferry.configuration.ThisMachine;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What authenticates the caller (RFC 6750). It comes from the environment only, and is never printed. */
record BearerToken(String value) {

    private static final String VARIABLE = ProcessVariable.CARDFERRY_TOKEN.name();
    private static final String B64TOKEN = "[A-Za-z0-9._~+/-]{1,8192}=*";

    /**
     * @param hub where it would be sent
     * @throws CommandFailure if it is no token, or would travel readable to another machine
     */
    static Optional<BearerToken> from(Map<String, String> environment, URI hub) {
        // A token read from a file comes with that file's last line break.
        String value = environment.getOrDefault(VARIABLE, "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.matches(B64TOKEN)) {
            throw CommandFailure.wrongUsage(
                    VARIABLE + " is not a token: letters, digits and . _ ~ + / - only, at most 8192 of them");
        }
        if ("http".equals(hub.getScheme()) && !ThisMachine.isMeantBy(hub)) {
            throw CommandFailure.wrongUsage(VARIABLE + " is set, and " + hub + " is plain http to another machine,"
                    + " where others could read the token: use https, or unset " + VARIABLE);
        }
        return Optional.of(new BearerToken(value));
    }

    String header() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "BearerToken[***]";
    }
}
