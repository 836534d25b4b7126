package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.issuer.layout.MessageLayout;
import io.cardferry.mapping.Difference;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a pack turns the canonical card registration into the issuer's bytes, and the issuer's bytes into the canonical answer. */
public interface MessageFormat {

    /** The longest answer that is read, in bytes. */
    int MAX_ANSWER = 64 * 1024;

    /** The longest message that is made, in bytes: everything that goes into one is far below. */
    int MAX_MESSAGE = 256 * 1024;

    /** What an inquiry knows of the canonical card registration. */
    Set<String> INQUIRY_KEYS = Set.of("requestId", "registrationId", "requestorId", "transmission");

    /** What an echo knows of it. */
    Set<String> ECHO_KEYS = Set.of("requestorId", "transmission");

    /** The media type of what {@link #write} makes. */
    String contentType();

    /**
     * The same, for transports that don't send it: a text's says in which character set it is one, so that a kept message
     * stays that text whatever becomes of the layout.
     */
    default String bytesType() {
        return contentType();
    }

    /**
     * @param canonical the canonical card registration
     * @return the message body
     * @throws NotRepresentable if a value does not fit the format
     * @throws MappingFailed if the pack's mapping fails
     */
    byte[] write(JsonNode canonical);

    /** Whether the pack can put the question what became of a request into a message. */
    default boolean asksByMessage() {
        return false;
    }

    /**
     * The question what became of a request.
     *
     * @param ids the {@link #INQUIRY_KEYS} of the canonical card registration; the transmission is the question's own
     * @throws NotRepresentable if a value does not fit the format
     * @throws MappingFailed if the pack's mapping fails
     * @throws UnsupportedOperationException unless {@link #asksByMessage()}
     */
    default byte[] writeInquiry(JsonNode ids) {
        throw new UnsupportedOperationException("this format does not ask by message");
    }

    /** Whether the pack has a message that keeps an idle connection alive. */
    default boolean echoes() {
        return false;
    }

    /**
     * The message that keeps an idle connection alive.
     *
     * @param ids the {@link #ECHO_KEYS} of the canonical card registration
     * @throws NotRepresentable if a value does not fit the format
     * @throws MappingFailed if the pack's mapping fails
     * @throws UnsupportedOperationException unless {@link #echoes()}
     */
    default byte[] writeEcho(JsonNode ids) {
        throw new UnsupportedOperationException("this format has no echo");
    }

    /** Whether each message has a number of its own, {@code transmission.stan} of the canonical card registration. */
    default boolean numbersMessages() {
        return false;
    }

    /** How its messages are laid out; empty if they are texts that say so themselves. */
    default Optional<MessageLayout> layout() {
        return Optional.empty();
    }

    /**
     * @param status the HTTP status of the answer; 200 over other transports
     * @param body its body
     * @return the canonical answer, as docs/adding-an-issuer.md describes it; not checked yet
     * @throws UnreadableAnswer if the body is not of this format
     * @throws MappingFailed if the pack's mapping fails
     */
    JsonNode read(int status, byte[] body);

    /** What the names of samples that hold a message end in, without the dot. */
    String sampleEnding();

    /**
     * The bytes on the wire that a sample's file stands for.
     *
     * @throws IllegalArgumentException if the file is not of this format
     */
    default byte[] ofSample(byte[] file) {
        return file;
    }

    /**
     * What a message says, field by field, so that a check can tell which of them follow from which value of a card
     * registration.
     *
     * @param message what {@link #write} made, or a sample of it
     * @return the text of each field by its name in the issuer's own terms, in the order of the message: a JSON pointer,
     *     the path of an element or attribute, the name of a record's field, the number of a data element
     * @throws IllegalArgumentException if it is not of this format
     */
    Map<String, String> fields(byte[] message);

    /**
     * How a message differs from a sample.
     *
     * @param sample the file
     * @return empty if it does not
     * @throws IllegalArgumentException if the sample is not of this format
     */
    List<Difference> differences(byte[] sample, byte[] message);
}
