package io.cardferry.mocks;

import io.cardferry.mocks.wire.Delivery;
import io.cardferry.mocks.wire.Message;
import io.cardferry.mocks.wire.Transmission;

/**
 * What a mock answers, and how it is delivered.
 *
 * @param status the HTTP status; over TCP and JMS it says nothing
 * @param contentType of the content; over TCP and JMS it says nothing
 * @param retryAfterSeconds the header of that name; {@code null}: none
 * @param location the header of that name; {@code null}: none
 * @param transmission what goes over the wire
 */
public record MockAnswer(
        int status, String contentType, Integer retryAfterSeconds, String location, Transmission transmission) {

    static MockAnswer of(int status, String contentType, String content) {
        return new MockAnswer(status, contentType, null, null, Transmission.of(new Message(content, "")));
    }

    /** The body. */
    public String content() {
        return transmission.message().content();
    }

    /** How the body goes over the wire. */
    public Delivery delivery() {
        return transmission.delivery();
    }

    MockAnswer retryAfter(Integer seconds) {
        return new MockAnswer(status, contentType, seconds, location, transmission);
    }

    MockAnswer leadingTo(String address) {
        return new MockAnswer(status, contentType, retryAfterSeconds, address, transmission);
    }

    /** @param correlationId what the message answers, where that stands beside its text */
    MockAnswer correlatedBy(String correlationId) {
        return sending(Transmission.of(new Message(content(), correlationId)));
    }

    MockAnswer delivered(Delivery manner) {
        return sending(transmission.delivered(manner));
    }

    /** After another one, to whomever. */
    MockAnswer precededBy(MockAnswer another) {
        return sending(transmission.precededBy(another.transmission.message()));
    }

    /** Before another one. */
    MockAnswer followedBy(MockAnswer another) {
        return sending(transmission.followedBy(another.transmission.message()));
    }

    /** Its first half only, as if that were all. */
    MockAnswer cut() {
        return sending(transmission.cut());
    }

    private MockAnswer sending(Transmission another) {
        return new MockAnswer(status, contentType, retryAfterSeconds, location, another);
    }
}
