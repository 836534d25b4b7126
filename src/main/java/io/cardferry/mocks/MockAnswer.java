package io.cardferry.mocks;

import io.cardferry.mocks.wire.Delivery;

/**
 * What a mock answers, and how it is delivered.
 *
 * @param status the HTTP status
 * @param contentType of the content
 * @param content the body
 * @param retryAfterSeconds the header of that name; {@code null}: none
 * @param location the header of that name; {@code null}: none
 * @param delivery how it goes over the wire
 */
public record MockAnswer(
        int status, String contentType, String content, Integer retryAfterSeconds, String location, Delivery delivery) {

    static MockAnswer of(int status, String contentType, String content) {
        return new MockAnswer(status, contentType, content, null, null, Delivery.WHOLE);
    }

    MockAnswer retryAfter(Integer seconds) {
        return new MockAnswer(status, contentType, content, seconds, location, delivery);
    }

    MockAnswer leadingTo(String address) {
        return new MockAnswer(status, contentType, content, retryAfterSeconds, address, delivery);
    }

    MockAnswer delivered(Delivery manner) {
        return new MockAnswer(status, contentType, content, retryAfterSeconds, location, manner);
    }

    /** Its first half only, as if that were all. */
    MockAnswer cut() {
        return new MockAnswer(
                status, contentType, content.substring(0, content.length() / 2), retryAfterSeconds, location, delivery);
    }
}
