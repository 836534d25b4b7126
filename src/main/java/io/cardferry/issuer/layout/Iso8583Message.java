package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.solab.iso8583.IsoMessage;
import com.solab.iso8583.IsoValue;
import com.solab.iso8583.MessageFactory;
import com.solab.iso8583.parse.FieldParseInfo;
import io.cardferry.mapping.NotRepresentable;
import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One kind of ISO 8583 message, put together and taken apart by j8583. */
final class Iso8583Message {

    private static final String TYPE = "mti";

    private final Iso8583Encoding encoding;
    private final String type;
    private final List<Iso8583Field> fields;
    private final Set<Integer> required;
    private final Map<Integer, Set<String>> requiredTags;
    private final Set<String> names;
    private final MessageFactory<IsoMessage> factory;

    /**
     * @param type four digits
     * @param fields that it may have, in ascending order
     * @param required the numbers of those that it must have
     * @param requiredTags by field, the tags that it must have where it is there
     */
    Iso8583Message(
            Iso8583Encoding encoding,
            String type,
            List<Iso8583Field> fields,
            Set<Integer> required,
            Map<Integer, Set<String>> requiredTags) {
        this.encoding = encoding;
        this.type = type;
        this.fields = List.copyOf(fields);
        this.required = Set.copyOf(required);
        this.requiredTags = Map.copyOf(requiredTags);
        this.names = fields.stream().map(Iso8583Field::name).collect(Collectors.toUnmodifiableSet());
        this.factory = encoding.newFactory();
        Map<Integer, FieldParseInfo> parsers = new HashMap<>();
        fields.forEach(field -> parsers.put(field.number(), field.parser()));
        factory.setParseMap(code(), parsers);
    }

    String type() {
        return type;
    }

    boolean requires(String field) {
        return required.stream().anyMatch(number -> String.valueOf(number).equals(field));
    }

    /** @throws NotRepresentable if a value does not fit, a required one is missing, or the whole is too long */
    byte[] write(GivenFields given) {
        given.requireOnly(names);
        IsoMessage message = encoding.newMessage(code());
        for (Iso8583Field field : fields) {
            Optional<String> value = field.fitted(given, requiredTagsOf(field));
            if (value.isPresent()) {
                message.setField(field.number(), field.encoded(value.get()));
            } else if (required.contains(field.number())) {
                throw new NotRepresentable(field.rule().field(), "is missing");
            }
        }
        byte[] bytes = message.writeData();
        if (bytes.length > encoding.longest()) {
            throw new NotRepresentable("the message", "is longer than " + encoding.longest() + " bytes");
        }
        return bytes;
    }

    /**
     * @param bytes whose message type is this one's
     * @throws UnreadableMessage if they are not exactly such a message
     */
    ObjectNode read(byte[] bytes) {
        IsoMessage message = parse(bytes);
        ObjectNode document = JsonNodeFactory.instance.objectNode().put(TYPE, type);
        for (Iso8583Field field : fields) {
            IsoValue<?> value = message.getField(field.number());
            if (value != null) {
                put(document, field, field.decoded(value));
            } else if (required.contains(field.number())) {
                throw new UnreadableMessage("lacks field " + field.number());
            }
        }
        return document;
    }

    private void put(ObjectNode document, Iso8583Field field, String value) {
        if (field.tags().isPresent()) {
            document.set(field.name(), field.tags().get().read(value, requiredTagsOf(field)));
        } else if (!value.isEmpty()) {
            document.put(field.name(), value);
        }
    }

    /** j8583 overlooks what stands behind the last field, and guesses at odd digits; what it guessed it does not write. */
    private IsoMessage parse(byte[] bytes) {
        BitSet announced = encoding.fieldsIn(bytes);
        announced.stream().skip(announced.get(1) ? 1 : 0).forEach(number -> {
            if (!names.contains(String.valueOf(number))) {
                throw new UnreadableMessage("holds field " + number + ", which the layout does not give it");
            }
        });
        IsoMessage message;
        byte[] again;
        try {
            message = factory.parseMessage(bytes, 0);
            message.setForceSecondaryBitmap(announced.get(1));
            again = message.writeData();
        } catch (ParseException | UnsupportedEncodingException | RuntimeException rubbish) {
            // Not as a cause: such texts quote what was read.
            throw new UnreadableMessage("is cut off, or one of its lengths is no number");
        }
        if (!Arrays.equals(again, bytes)) {
            throw new UnreadableMessage("is written in another way than the layout says, or goes on behind its end");
        }
        return message;
    }

    private Set<String> requiredTagsOf(Iso8583Field field) {
        return requiredTags.getOrDefault(field.number(), Set.of());
    }

    private int code() {
        return Integer.parseInt(type, 16);
    }
}
