package io.cardferry.canary;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Looks for card numbers in whatever bytes there are: in clear, in base64 at each of its alignments, in hex, in UTF-16,
 * escaped, packed, and with blanks, dashes or other single characters between the digits; also in compressed files. A
 * form that is broken over two lines is found as well.
 */
public final class Searcher {

    /** The beginning of every form, which is looked up for each byte of what is searched. */
    private static final int WINDOW = 8;

    private static final int FILTER_BITS = 20;

    private record Form(String path, String name, byte[] bytes) {}

    private final Map<Long, List<Form>> formsByBeginning = new HashMap<>();
    private final boolean[] filter = new boolean[1 << FILTER_BITS];
    private final Map<String, String> pathsByNumber;

    /** @param pathsByNumber what is looked for, and what each is called in a finding */
    public Searcher(Map<String, String> pathsByNumber) {
        this.pathsByNumber = pathsByNumber;
        pathsByNumber.forEach((number, path) -> Disguises.of(number).forEach((name, bytes) -> {
            long beginning = beginning(bytes);
            filter[slot(beginning)] = true;
            formsByBeginning
                    .computeIfAbsent(beginning, any -> new ArrayList<>())
                    .add(new Form(path, name, bytes));
        }));
    }

    private static long beginning(byte[] bytes) {
        long window = 0;
        for (int i = 0; i < WINDOW; i++) {
            window = window << 8 | (bytes[i] & 0xff);
        }
        return window;
    }

    private static int slot(long window) {
        return (int) ((window * 0x9E3779B97F4A7C15L) >>> (64 - FILTER_BITS));
    }

    /** What was found in all files below a folder, one line for each path and form. */
    public Set<String> inFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> found = new TreeSet<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.addAll(in(folder.relativize(file).toString(), Files.readAllBytes(file)));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Set<String> in(String where, String text) {
        return in(where, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was found, one line for each path and form. */
    public Set<String> in(String where, byte[] content) {
        Set<String> found = new TreeSet<>();
        search(where, content, found);
        byte[] onOneLine = withoutLineEnds(content);
        if (onOneLine.length < content.length) {
            search(where, onOneLine, found);
        }
        byte[] inflated = inflated(content);
        if (inflated.length > 0) {
            found.addAll(in(where + " (inflated)", inflated));
        }
        return found;
    }

    private void search(String where, byte[] content, Set<String> found) {
        long window = 0;
        for (int i = 0; i < content.length; i++) {
            window = window << 8 | (content[i] & 0xff);
            if (i >= WINDOW - 1 && filter[slot(window)]) {
                compare(where, content, i - WINDOW + 1, window, found);
            }
        }
        searchSeparated(where, content, found);
    }

    private void compare(String where, byte[] content, int from, long window, Set<String> found) {
        for (Form form : formsByBeginning.getOrDefault(window, List.of())) {
            int to = from + form.bytes().length;
            if (to <= content.length && Arrays.equals(content, from, to, form.bytes(), 0, form.bytes().length)) {
                found.add(where + ": number of " + form.path() + ", " + form.name());
            }
        }
    }

    /** Digits with at most three other characters between each two of them, as a blank in UTF-16 is. */
    private void searchSeparated(String where, byte[] content, Set<String> found) {
        StringBuilder digits = new StringBuilder();
        int others = 0;
        for (byte each : content) {
            if (each >= '0' && each <= '9') {
                digits.append((char) each);
                others = 0;
            } else if (++others > 3 || Character.isLetter(each & 0xff)) {
                matchRun(where, digits, found);
                digits.setLength(0);
            }
        }
        matchRun(where, digits, found);
    }

    private void matchRun(String where, StringBuilder digits, Set<String> found) {
        for (int length = 16, from = 0; from + length <= digits.length(); from++) {
            String path = pathsByNumber.get(digits.substring(from, from + length));
            if (path != null) {
                found.add(where + ": number of " + path + ", clear or with something between its digits");
            }
        }
    }

    private static byte[] withoutLineEnds(byte[] content) {
        byte[] kept = new byte[content.length];
        int length = 0;
        for (byte each : content) {
            if (each != '\n' && each != '\r') {
                kept[length++] = each;
            }
        }
        return Arrays.copyOf(kept, length);
    }

    private static byte[] inflated(byte[] content) {
        boolean gzip = content.length > 2 && (content[0] & 0xff) == 0x1f && (content[1] & 0xff) == 0x8b;
        boolean zlib = content.length > 2 && content[0] == 0x78 && ((content[0] << 8) + (content[1] & 0xff)) % 31 == 0;
        if (!gzip && !zlib) {
            return new byte[0];
        }
        try (InputStream in = gzip
                ? new GZIPInputStream(new ByteArrayInputStream(content))
                : new InflaterInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        } catch (IOException notCompressedAfterAll) {
            return new byte[0];
        }
    }
}
