package io.cardferry.commands;

import java.util.List;
import java.util.Map;
import org.apache.commons.text.WordUtils;

/** The window that a person reads in. Lines break between words only, so that an id can always be copied in one piece. */
final class Terminal {

    /** The width in columns of a window that nobody has measured. */
    static final int USUAL_WIDTH = 80;

    private static final int MIN_WIDTH = 40;
    private static final int MAX_WIDTH = 400;

    private Terminal() {}

    /** The width in columns: {@code COLUMNS}, which the launcher sets in a terminal, else {@link #USUAL_WIDTH}. */
    static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (!columns.matches("\\d{1,4}") || columns.matches("0+")) {
            return USUAL_WIDTH;
        }
        return Math.min(Math.max(Integer.parseInt(columns), MIN_WIDTH), MAX_WIDTH);
    }

    /**
     * Text in as many lines as it needs, each below the first one's text.
     *
     * @param start what stands before the text; the other lines are indented as far
     * @param text words, already made safe by {@link PlainText}
     */
    static List<String> wrapped(String start, String text, int width) {
        String next = "\n" + " ".repeat(start.length());
        int room = Math.max(1, width - start.length());
        return (start + WordUtils.wrap(text, room, next, false))
                .lines()
                .map(String::stripTrailing)
                .toList();
    }
}
