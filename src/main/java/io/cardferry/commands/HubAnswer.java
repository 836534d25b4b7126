package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of the hub.
 *
 * @param status the HTTP status
 * @param body the JSON document
 * @param replayed whether the hub had seen the idempotency key before
 */
record HubAnswer(int status, JsonNode body, boolean replayed) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
