package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import java.nio.charset.Charset;

/**
 * How an issuer's messages are laid out: documents of fields to bytes and back. Immutable, for many threads at once.
 * Requests are known by name: {@code registration} is the one that carries a card registration.
 */
public interface MessageLayout {

    /** The request that carries a card registration. */
    String REGISTRATION = "registration";

    /** The request that asks what became of one. */
    String INQUIRY = "inquiry";

    /** The request that keeps an idle connection alive. */
    String ECHO = "echo";

    /** Whether the layout has a request of that name. */
    boolean has(String request);

    /** Whether every such request has a value in that field. */
    boolean requires(String request, String field);

    /** Whether there is an answer that always has a value in that field. */
    boolean isAnsweredWith(String field);

    /**
     * @param request the name of a request that the layout has
     * @param fields texts and whole numbers by field; what is absent, {@code null} or empty has no value
     * @return the message, without what the transport puts around it
     * @throws NotRepresentable if a value does not fit its field, or a required one is missing
     * @throws MappingFailed if the document is not one of these fields
     */
    byte[] write(String request, JsonNode fields);

    /**
     * The fields of an answer. What is read is written again and must give the same bytes, so that nothing was guessed.
     *
     * @return texts by field; those without a value are left out
     * @throws UnreadableMessage if it is no answer of this layout
     */
    ObjectNode readAnswer(byte[] answer);

    /**
     * The fields of a request, for comparing two.
     *
     * @throws UnreadableMessage if it is no such request
     */
    ObjectNode readRequest(String request, byte[] message);

    /** The longest message, of either direction, in bytes. */
    int longest();

    /** The media type of messages. */
    String contentType();

    /** Whether messages are texts as a whole, in the {@link #charset()}: nothing in them is binary or BCD. */
    boolean isText();

    /** The character set of messages. */
    Charset charset();
}
