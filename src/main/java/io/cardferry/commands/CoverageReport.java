package io.cardferry.commands;

import io.cardferry.app.CheckReport;
import io.cardferry.coverage.Coverage.Incoming;
import io.cardferry.coverage.Coverage.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What becomes of each field of a card registration in a pack's message, and where each field of the message is from. */
final class CoverageReport {

    private static final String INDENT = "  ";
    private static final String USE = "defaulted";

    private final CheckReport.Pack pack;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private CoverageReport(CheckReport.Pack pack, int width) {
        this.pack = pack;
        this.width = width;
    }

    /** @param width of the window, in columns; names may stand out of it, since they are never cut */
    static List<String> lines(CheckReport.Pack pack, int width) {
        CoverageReport report = new CoverageReport(pack, width);
        report.add();
        return report.lines;
    }

    private void add() {
        lines.add(PlainText.of("issuer " + pack.id() + "@" + pack.version() + ": " + pack.url() + ", " + samples()));
        if (pack.coverage().message().isEmpty()) {
            // No sample gave a message: what the findings say is enough.
            return;
        }
        addCard(pack.coverage().card());
        addMessage(pack.coverage().message());
    }

    private String samples() {
        return pack.samples()
                + (pack.samples() == 1 ? " sample" : " samples")
                + (pack.proved() ? ", as they should be" : ", not as they should be");
    }

    private void addCard(List<Incoming> fields) {
        int name = widest("CARD REGISTRATION", fields.stream().map(Incoming::field));
        addRow(name, "CARD REGISTRATION", "USE", "MESSAGE");
        for (Incoming field : fields) {
            List<String> texts = new ArrayList<>();
            if (!field.becomes().isEmpty()) {
                texts.add(String.join(", ", field.becomes()));
            }
            field.notes().forEach(note -> texts.add("(" + note + ")"));
            addRow(name, field.field(), field.use().word(), String.join(" ", texts));
        }
    }

    private void addRow(int name, String field, String use, String text) {
        addWrapped(padded(field, name) + padded(use, USE.length()), text);
    }

    private void addMessage(List<Outgoing> fields) {
        int name = Math.min(width / 2, widest("MESSAGE", fields.stream().map(Outgoing::field)));
        addWrapped(padded("MESSAGE", name), "FROM");
        for (Outgoing field : fields) {
            String safe = PlainText.of(field.field());
            String start = padded(safe, name);
            if (safe.length() > name) {
                lines.add(INDENT + safe);
                start = padded("", name);
            }
            addWrapped(start, origin(field));
        }
    }

    private static String origin(Outgoing field) {
        return switch (field.origin()) {
            case CARD -> String.join(", ", field.from());
            case CONSTANT -> "constant " + field.constant();
            case BY_ITSELF -> "changes by itself (the clock, or chance)";
            case SEVERAL_TOGETHER -> "several fields together; no single one changes it";
        };
    }

    private void addWrapped(String start, String text) {
        lines.addAll(
                text.isEmpty()
                        ? List.of((INDENT + start).stripTrailing())
                        : Terminal.wrapped(INDENT + start, PlainText.of(text), width));
    }

    private static int widest(String header, Stream<String> names) {
        return Stream.concat(Stream.of(header), names.map(PlainText::of))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
}
