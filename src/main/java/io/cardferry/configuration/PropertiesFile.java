package io.cardferry.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * A properties file with what {@link Properties} forgets: the line of each key, and that a key stood there twice. The
 * format itself is left to {@link Properties}, which gets one logical line at a time.
 */
final class PropertiesFile {

    /** The largest file that is read, in bytes. */
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final Consumer<ConfigurationException> mistakes;
    private final List<Given> entries = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    private PropertiesFile(Path file, Consumer<ConfigurationException> mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /**
     * The entries in the file's order.
     *
     * @param mistakes is told of each key that stands there twice, and each escape that is none
     * @throws ConfigurationException if the file can't be read
     */
    static List<Given> read(Path file, Consumer<ConfigurationException> mistakes) {
        PropertiesFile reading = new PropertiesFile(file, mistakes);
        reading.readLogicalLines(reading.lines());
        return reading.entries;
    }

    private List<String> lines() {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    file + ": there is no such file; an empty one will do, every key has a default");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigurationException(file + ": is larger than " + MAX_BYTES + " bytes");
            }
            return decoded(ByteBuffer.wrap(Files.readAllBytes(file))).lines().toList();
        } catch (IOException unreadable) {
            throw new ConfigurationException(file + ": can't be read; check its permissions");
        }
    }

    /** Some editors put a byte order mark in front, which is no part of the first key. */
    private String decoded(ByteBuffer bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            long line = text.chars().filter(character -> character == '\n').count() + 1;
            throw new ConfigurationException(
                    file + ":" + line + ": is not UTF-8; save the file in that encoding, or write \\u00e9 for é");
        }
        String read = text.toString();
        return read.startsWith("\uFEFF") ? read.substring(1) : read;
    }

    private void readLogicalLines(List<String> lines) {
        StringBuilder logical = new StringBuilder();
        int first = 1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (logical.isEmpty()) {
                first = i + 1;
            }
            boolean comment = logical.isEmpty() && line.stripLeading().matches("[#!].*");
            logical.append(line).append('\n');
            if (comment || !continues(line)) {
                readEntry(logical.toString(), first);
                logical.setLength(0);
            }
        }
        if (!logical.isEmpty()) {
            readEntry(logical.toString(), first);
        }
    }

    /** A line goes on in the next one if it ends in a backslash that is not itself escaped. */
    private static boolean continues(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private void readEntry(String logicalLine, int line) {
        String place = file + ":" + line;
        Properties one = new Properties();
        try {
            one.load(new StringReader(logicalLine));
        } catch (IllegalArgumentException | IOException malformed) {
            mistakes.accept(new ConfigurationException(place + ": has a malformed \\u escape"));
            return;
        }
        for (String key : one.stringPropertyNames()) {
            String earlier = places.putIfAbsent(key, place);
            if (earlier != null) {
                mistakes.accept(new ConfigurationException(
                        place + ": " + key + " is given twice; it stands already in " + earlier + "; keep one"));
            } else {
                entries.add(new Given(key, one.getProperty(key), place));
            }
        }
    }
}
