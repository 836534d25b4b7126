package io.cardferry.issuer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The text of an {@code issuer.yaml} with the configuration's overrides in it, which knows where each value comes from. */
final class PackDocument {

    static final String FILE = "issuer.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final JsonNode tree;
    private final Map<String, String> keyByPointer = new HashMap<>();
    private final SortedMap<String, String> overrides = new TreeMap<>();

    private PackDocument(Path file, JsonNode tree) {
        this.file = file;
        this.tree = tree;
    }

    /** @throws IllegalArgumentException if there is no such file or it is no YAML; the message names file and line */
    static PackDocument read(PackFolder folder, PackOverrides overrides) {
        Path file = folder.path().resolve(FILE);
        PackDocument document = new PackDocument(file, parse(file, folder.text(FILE)));
        String id = folder.path().getFileName().toString();
        for (String key : PackOverrides.KEYS) {
            if (!key.equals("enabled")) {
                overrides.value(id, key).ifPresent(value -> document.put(key, value, keyWithPlace(id, key, overrides)));
            }
        }
        return document;
    }

    /** What the configuration says instead of the file, by key. No secret is among them. */
    SortedMap<String, String> overrides() {
        return Collections.unmodifiableSortedMap(overrides);
    }

    JsonNode tree() {
        return tree;
    }

    /** Where the value at the pointer stands: in the file, or under a key of the configuration. */
    String place(String pointer) {
        String key = keyByPointer.get(pointer);
        return key != null ? key : file + ": " + (pointer.isEmpty() ? "/" : pointer);
    }

    /** Whether the value at the pointer comes from the configuration, and not from the file. */
    boolean isOverridden(String pointer) {
        return keyByPointer.containsKey(pointer);
    }

    /** What stands before a pack's id in the name of a file, with the slash at its end. */
    String folderOfPacks() {
        Path packs = file.getParent().getParent();
        return packs == null ? "" : packs + "/";
    }

    String text(String pointer) {
        return tree.at(pointer).asText();
    }

    Optional<String> optionalText(String pointer) {
        return Optional.ofNullable(tree.at(pointer).textValue());
    }

    private static String keyWithPlace(String id, String key, PackOverrides overrides) {
        String name = "cardferry.issuers." + id + "." + key;
        return overrides.place(id, key).map(place -> place + ": " + name).orElse(name);
    }

    private void put(String key, String value, String name) {
        boolean ofTransport = !key.contains(".") && !key.equals("encryption-key");
        JsonPointer pointer = JsonPointer.compile((ofTransport ? "/transport/" : "/") + key.replace('.', '/'));
        if (tree.at(pointer.head()) instanceof ObjectNode parent) {
            parent.set(pointer.last().getMatchingProperty(), node(key, value));
            keyByPointer.put(pointer.toString(), name);
            overrides.put(key, value);
        } else if (key.startsWith("inquiry.")) {
            throw new IllegalArgumentException(name + ": " + file + " has no inquiry; remove the key");
        }
        // Any other parent is required: the schema names it as missing.
    }

    /** A number where the schema wants one and the text is one, else the text: the schema then says what is wrong. */
    private static JsonNode node(String key, String value) {
        if (key.equals("retry.max-attempts") && value.matches("[0-9]{1,9}")) {
            return BigIntegerNode.valueOf(new BigInteger(value));
        }
        if (key.equals("retry.multiplier") && value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return DecimalNode.valueOf(new BigDecimal(value));
        }
        return TextNode.valueOf(value);
    }

    /** @throws IllegalArgumentException if it is no YAML; the message names file and line */
    static JsonNode parse(Path file, String text) {
        try {
            return YAML.readTree(text);
        } catch (MismatchedInputException more) {
            throw new IllegalArgumentException(file + ": holds more than one YAML document; keep the first", more);
        } catch (JsonProcessingException wrong) {
            if (wrong.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
                throw new IllegalArgumentException(
                        file + ":" + (marked.getProblemMark().getLine() + 1) + ": " + marked.getProblem(), wrong);
            }
            String what = wrong.getOriginalMessage().lines().findFirst().orElse("is no YAML");
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr();
            throw new IllegalArgumentException(file + ":" + line + ": " + what, wrong);
        }
    }
}
