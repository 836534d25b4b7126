package io.cardferry.issuer.layout;

import io.cardferry.mapping.NotRepresentable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.beanio.BeanIOException;
import org.beanio.StreamFactory;
import org.beanio.builder.Align;
import org.beanio.builder.FieldBuilder;
import org.beanio.builder.RecordBuilder;
import org.beanio.builder.StreamBuilder;

/** One kind of fixed-length record, laid out by BeanIO. BeanIO's marshallers hold what they work on, so each use has its own. */
final class FixedLengthRecord {

    private static final String NAME = "record";

    private final int length;
    private final List<FixedLengthField> fields;
    private final Set<String> names;
    private final StreamFactory streams = StreamFactory.newInstance();

    /** @param fields in order, not overlapping, within the length */
    FixedLengthRecord(int length, List<FixedLengthField> fields) {
        this.length = length;
        this.fields = List.copyOf(fields);
        this.names = fields.stream().map(FixedLengthField::name).collect(Collectors.toUnmodifiableSet());
        RecordBuilder record = new RecordBuilder(NAME).type(HashMap.class);
        fields.forEach(field -> record.addField(builder(field)));
        int end = fields.get(fields.size() - 1).end();
        if (end <= length) {
            // Not a field of the document: it brings the record to its length.
            record.addField(new FieldBuilder("-rest")
                    .at(end - 1)
                    .length(length + 1 - end)
                    .ignore());
        }
        streams.define(new StreamBuilder(NAME).format("fixedlength").addRecord(record));
    }

    boolean requires(String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name) && field.required());
    }

    int length() {
        return length;
    }

    List<FixedLengthField> fields() {
        return fields;
    }

    /** @throws NotRepresentable if a value does not fit, or a required one is missing */
    String write(GivenFields given) {
        given.requireOnly(names);
        Map<String, String> values = new HashMap<>();
        for (FixedLengthField field : fields) {
            Optional<String> value = field.constant().isPresent()
                    ? field.constant()
                    : field.rule().fitted(given.value(field.name()));
            if (field.required() && value.isEmpty()) {
                throw new NotRepresentable(field.rule().field(), "is missing");
            }
            values.put(field.name(), value.orElse(""));
        }
        return marshalled(values);
    }

    /**
     * The values of a record of the right length, in order, those without one left out.
     *
     * @return empty if it is not this kind of record: another constant, something where nothing may be, or a value that
     *     its field can't have
     */
    Optional<Map<String, String>> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            Map<?, ?> found = (Map<?, ?>) streams.createUnmarshaller(NAME).unmarshal(text);
            for (FixedLengthField field : fields) {
                String value = value(field, found.get(field.name()));
                if (!field.rule().allows(value) || field.required() && value.isEmpty()) {
                    return Optional.empty();
                }
                values.put(field.name(), value);
            }
        } catch (BeanIOException rubbish) {
            return Optional.empty();
        }
        if (!marshalled(values).equals(text)) {
            return Optional.empty();
        }
        values.values().removeIf(String::isEmpty);
        return Optional.of(values);
    }

    /** A number that was filled up with zeros, and is zero. */
    private static String value(FixedLengthField field, Object found) {
        String value = found == null ? "" : found.toString();
        return value.isEmpty() && field.pad() == '0' ? "0" : value;
    }

    private String marshalled(Map<String, String> values) {
        return streams.createMarshaller(NAME).marshal(values).toString();
    }

    private static FieldBuilder builder(FixedLengthField field) {
        FieldBuilder builder = new FieldBuilder(field.name())
                .type(String.class)
                .at(field.at() - 1)
                .length(field.length())
                .align(field.alignedRight() ? Align.RIGHT : Align.LEFT)
                .padding(field.pad());
        field.constant().ifPresent(constant -> builder.rid().literal(constant));
        return builder;
    }
}
