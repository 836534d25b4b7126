package io.cardferry.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cardferry.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@code source.yaml} as flat keys: {@code retry:} with {@code max-age:} under it is {@code retry.max-age}. */
final class SourceFile {

    /** The largest file that is read, in bytes. */
    private static final long MAX_BYTES = 64 * 1024;

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();

    private SourceFile(Path file) {
        this.file = file;
    }

    /** @throws ConfigurationException if it can't be read, or is not a map of keys and plain values */
    static Map<String, String> read(Path file) {
        SourceFile reading = new SourceFile(file);
        JsonNode root = reading.parse();
        if (root == null || !root.isObject()) {
            throw new ConfigurationException(file + ": is not a map of keys and values");
        }
        reading.flatten("", root);
        return reading.values;
    }

    private JsonNode parse() {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + ": there is no such file; a source is described in it");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigurationException(file + ": is larger than " + MAX_BYTES + " bytes");
            }
            return YAML.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException malformed) {
            // The message names the line itself; the exception's own location can be some lines off.
            throw new ConfigurationException(file + ": is not valid YAML: " + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new ConfigurationException(file + ": can't be read; check its permissions and that it is UTF-8");
        }
    }

    private void flatten(String prefix, JsonNode object) {
        object.properties().forEach(field -> {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(key + ".", value);
            } else if (!value.isValueNode() || value.isNull()) {
                throw new ConfigurationException(file + ": " + key + " has no plain value");
            } else if (values.put(key, value.asText()) != null) {
                throw new ConfigurationException(file + ": " + key + " is given twice");
            }
        });
    }
}
