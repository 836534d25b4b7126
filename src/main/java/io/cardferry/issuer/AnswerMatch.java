package io.cardferry.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.issuer.layout.MessageLayout;
import io.cardferry.issuer.layout.UnreadableMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * By which fields an answer finds the request that it answers, where many are under way on one connection.
 *
 * @param layout of the messages
 * @param fields their names or numbers
 */
public record AnswerMatch(MessageLayout layout, List<String> fields) {

    public AnswerMatch {
        fields = List.copyOf(fields);
    }

    /** The fields of a pack that is reached over TCP; empty for any other. */
    public static Optional<AnswerMatch> of(IssuerPack pack) {
        return pack.transport() instanceof TcpTransport tcp
                ? pack.format().layout().map(layout -> new AnswerMatch(layout, tcp.matchBy()))
                : Optional.empty();
    }

    /** Their values in a request that the layout made, by field. */
    Map<String, String> ofRequest(String request, byte[] message) {
        return valuesIn(layout.readRequest(request, message));
    }

    /** The key of an answer, as {@link #key} makes it; empty if it can't be read, or has none of the fields. */
    public Optional<String> keyOf(byte[] answer) {
        try {
            Map<String, String> values = valuesIn(layout.readAnswer(answer));
            return values.isEmpty() ? Optional.empty() : Optional.of(key(values));
        } catch (UnreadableMessage rubbish) {
            return Optional.empty();
        }
    }

    /** Why an answer can't be read, with nothing of it; empty if it can, or if it is no answer at all, but another message. */
    public Optional<String> whyUnreadable(byte[] answer) {
        try {
            layout.readAnswer(answer);
            return Optional.empty();
        } catch (UnreadableMessage why) {
            return why.isOfNoKind() ? Optional.empty() : Optional.of(why.getMessage());
        }
    }

    /** One text for the values of the fields; equal texts, equal values. */
    public static String key(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private Map<String, String> valuesIn(ObjectNode document) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : fields) {
            if (document.path(field).isTextual()) {
                values.put(field, document.path(field).textValue());
            }
        }
        return values;
    }
}
