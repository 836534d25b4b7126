package io.cardferry.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A properties file with what {@link Properties} forgets: the line of each key, and that a key stood there twice. The
 * format itself is left to {@link Properties}, which gets one logical line at a time.
 */
final class PropertiesFile {

    /** The largest file that is read, in bytes. */
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final List<Given> entries = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    private PropertiesFile(Path file) {
        this.file = file;
    }

    /**
     * The entries in the file's order.
     *
     * @throws ConfigurationException if the file can't be read, or a key stands there twice
     */
    static List<Given> read(Path file) {
        PropertiesFile reading = new PropertiesFile(file);
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
            return Files.readAllLines(file);
        } catch (CharacterCodingException notText) {
            throw new ConfigurationException(file + ": is not a text in UTF-8");
        } catch (IOException unreadable) {
            throw new ConfigurationException(file + ": can't be read; check its permissions");
        }
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
            throw new ConfigurationException(place + ": has a malformed \\u escape");
        }
        for (String key : one.stringPropertyNames()) {
            String earlier = places.putIfAbsent(key, place);
            if (earlier != null) {
                throw new ConfigurationException(
                        place + ": " + key + " is given twice; it stands already in " + earlier + "; keep one");
            }
            entries.add(new Given(key, one.getProperty(key), place));
        }
    }
}
