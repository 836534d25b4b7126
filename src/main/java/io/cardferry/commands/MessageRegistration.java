package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardferry.messaging.BrokerClient;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;

/** Sends a registration request as a message, and reads the reply: a registration as the API shows it. */
final class MessageRegistration {

    private static final int MAX_REPLY_LENGTH = 16 * 1024 * 1024;

    private final BrokerClient broker;

    MessageRegistration(BrokerClient broker) {
        this.broker = broker;
    }

    /**
     * @param patience the longest wait for the reply
     * @param repeatAdvice how to repeat the request, for when its fate is not known
     * @throws CommandFailure if no reply came, for whatever reason
     */
    JsonNode register(JsonNode body, String key, Duration patience, String repeatAdvice) {
        String reply;
        try {
            reply = broker.ask(body.toString(), key, patience)
                    .orElseThrow(() -> CommandFailure.failed("no reply within " + patience.toSeconds()
                            + " s: whether the hub accepted the request is not known (an invalid one is on the queue"
                            + " cardferry.registrations.invalid) - " + repeatAdvice));
        } catch (ConnectException e) {
            throw CommandFailure.failed("the broker " + e.getMessage() + ": nothing was sent - check --jms");
        } catch (IOException e) {
            throw CommandFailure.failed("the broker broke off (" + e.getMessage()
                    + "): whether the hub accepted the request is not known - " + repeatAdvice);
        }
        try {
            JsonNode registration = reply.length() > MAX_REPLY_LENGTH
                    ? null
                    : JsonMapper.builder().build().readTree(reply);
            if (registration != null && registration.path("registrationId").isTextual()) {
                return registration;
            }
        } catch (IOException e) {
            // Told below.
        }
        throw CommandFailure.failed("what replied is not a Cardferry hub - check --jms");
    }
}
