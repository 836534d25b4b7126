package io.cardferry.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of cells below their headers. The first cell of a row is an id, and never cut: one that is wider than the window
 * has room for stands on a line of its own.
 */
final class TextTable {

    private static final String GAP = "  ";

    private final int width;
    private final String indent;
    private final List<String> header;
    private final List<Row> rows = new ArrayList<>();

    /** @param below lines that belong to the row, printed as they are */
    private record Row(List<String> cells, List<String> below) {}

    /**
     * @param width of the window, in columns
     * @param indent what stands before each row
     */
    TextTable(int width, String indent, String... header) {
        this.width = width;
        this.indent = indent;
        this.header = List.of(header);
    }

    /** @param cells one for each header, already made safe by {@link PlainText} */
    void add(List<String> cells, List<String> below) {
        rows.add(new Row(List.copyOf(cells), List.copyOf(below)));
    }

    List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        for (Row row : rows) {
            List<String> cells = row.cells();
            if (cells.get(0).length() > widths[0]) {
                lines.add(indent + cells.get(0));
                cells = new ArrayList<>(cells);
                cells.set(0, "");
            }
            lines.add(line(cells, widths));
            lines.addAll(row.below());
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        for (Row row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        int others = Arrays.stream(widths)
                .skip(1)
                .map(column -> column + GAP.length())
                .sum();
        int room = width - indent.length() - others;
        widths[0] = Math.max(header.get(0).length(), Math.min(widths[0], room));
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
