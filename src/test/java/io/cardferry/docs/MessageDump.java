package io.cardferry.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A message of a sample as a hex dump: for each part of it the position (counted from 1, as banks count), the bytes, the
 * same as text, and what it is.
 */
final class MessageDump {

    private static final int BYTES_PER_LINE = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final List<String> lines = new ArrayList<>();
    private int at = 1;

    private MessageDump() {}

    /** @param sample a .hex file, whose comments say what the bytes are; a length header of two bytes stands before it */
    static List<String> ofHexFile(Path sample) throws IOException {
        MessageDump body = new MessageDump();
        String digits = "";
        String what = "";
        for (String line : Files.readAllLines(sample)) {
            String[] halves = line.split("#", 2);
            if (halves.length == 2) {
                body.add(HexFormat.of().parseHex(digits), what);
                digits = "";
                what = halves[1].strip();
            }
            digits += halves[0].strip();
        }
        body.add(HexFormat.of().parseHex(digits), what);
        MessageDump whole = new MessageDump();
        int length = body.at - 1;
        whole.addLine("", new byte[] {(byte) (length >> 8), (byte) length}, "length header: " + length);
        whole.lines.addAll(body.lines);
        return fenced(whole.lines);
    }

    /**
     * @param record a .txt file in US-ASCII
     * @param places all of it, one behind the other
     */
    static List<String> ofRecord(Path record, List<RecordTable.Place> places) throws IOException {
        byte[] bytes = Files.readString(record).replaceAll("\n+\\z", "").getBytes(StandardCharsets.US_ASCII);
        MessageDump dump = new MessageDump();
        for (RecordTable.Place place : places) {
            dump.add(Arrays.copyOfRange(bytes, place.at() - 1, place.at() - 1 + place.length()), place.name());
        }
        return fenced(dump.lines);
    }

    private void add(byte[] part, String what) {
        for (int from = 0; from < part.length; from += BYTES_PER_LINE) {
            byte[] line = Arrays.copyOfRange(part, from, Math.min(part.length, from + BYTES_PER_LINE));
            addLine(String.valueOf(at), line, from == 0 ? what : "");
            at += line.length;
        }
    }

    private void addLine(String position, byte[] bytes, String what) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
        lines.add("%4s  %-47s  %-16s  %s"
                .formatted(position, HEX.formatHex(bytes), text, what)
                .stripTrailing());
    }

    private static List<String> fenced(List<String> lines) {
        List<String> fenced = new ArrayList<>(lines);
        fenced.add(0, "```");
        fenced.add("```");
        return fenced;
    }
}
