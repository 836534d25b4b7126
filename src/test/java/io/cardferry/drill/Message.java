package io.cardferry.drill;

import static io.cardferry.contract.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.Enrolments;
import io.cardferry.contract.StubServer.Call;

/** What an issuer reads in a message that it was sent. */
record Message(String requestId, Registered registered) {

    /** What is to be registered: a card of an account, on a device. */
    record Registered(String account, String device, String cardRef) {}

    static Message ofAurora(Call call) {
        JsonNode body = json(call.text());
        return new Message(
                body.path("requestId").asText(),
                new Registered(
                        body.path("walletAccountId").asText(),
                        body.at("/device/id").asText(),
                        body.path("cardRef").asText()));
    }

    static Message ofBorealis(Call call) {
        return new Message(
                Enrolments.text(call, "MessageId"),
                new Registered(
                        Enrolments.text(call, "Customer"),
                        Enrolments.text(call, "Identifier"),
                        Enrolments.text(call, "Reference")));
    }
}
