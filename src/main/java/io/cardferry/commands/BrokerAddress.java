package io.cardferry.commands;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.messaging.BrokerClient;
import io.cardferry.security.Login;
import io.cardferry.security.Secret;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --jms}: the broker that a command speaks to instead of the hub's API. */
final class BrokerAddress {

    /** The variables that the hub itself takes its user from. */
    private static final String USER = "CARDFERRY_JMS_USER";

    private static final String PASSWORD = "CARDFERRY_JMS_PASSWORD";

    @Option(
            names = "--jms",
            paramLabel = "BROKER",
            description = {
                "Send it as a message to this broker instead, e.g. tcp://mq1:61616, and wait for the reply.",
                "User and password are taken from $" + USER + " and $" + PASSWORD + "."
            })
    private String given;

    boolean isGiven() {
        return given != null;
    }

    /** @throws CommandFailure if it is no address, or a password would travel readable to another machine */
    BrokerClient client(Map<String, String> environment) {
        BrokerUrl url = url();
        Optional<Login> login = login(environment);
        if (login.isPresent() && url.isPlainToElsewhere()) {
            throw CommandFailure.wrongUsage(PASSWORD + " is set, and " + url + " is plain tcp to another machine,"
                    + " where others could read the password: use ssl, or unset " + PASSWORD);
        }
        return BrokerClient.of(url, login);
    }

    private BrokerUrl url() {
        try {
            return BrokerUrl.parse(given);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage("--jms is not an address like tcp://HOST:PORT, ssl://HOST:PORT or"
                    + " failover:(…,…) of these, without user, password and options");
        }
    }

    private static Optional<Login> login(Map<String, String> environment) {
        String user = environment.getOrDefault(USER, "");
        String password = environment.getOrDefault(PASSWORD, "");
        if (user.isEmpty() != password.isEmpty()) {
            throw CommandFailure.wrongUsage("set both " + USER + " and " + PASSWORD + ", or neither");
        }
        return user.isEmpty() ? Optional.empty() : Optional.of(new Login(user, new Secret(password)));
    }
}
