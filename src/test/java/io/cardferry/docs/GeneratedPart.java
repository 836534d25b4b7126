package io.cardferry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The part of a page between {@code <!-- generated: NAME -->} and {@code <!-- end -->}. The rest of the page is written by
 * hand and left alone.
 */
record GeneratedPart(Path page, String name) {

    private static final String END = "<!-- end -->";
    private static final String COMMAND = "mvn -q test -Dtest=GeneratedDocsTest -Ddocs.write";

    /** Fails if the page says anything else, or puts it right if the build was asked to. */
    void holds(List<String> lines) throws IOException {
        String written = Files.readString(page);
        String start = "<!-- generated: " + name + " -->\n";
        int from = written.indexOf(start);
        int to = written.indexOf(END, from);
        assertThat(from).as("%s has the line %s", page, start.strip()).isNotNegative();
        assertThat(to).as("%s has the line %s after it", page, END).isGreaterThan(from);
        String right = "\n" + String.join("\n", lines) + "\n\n";
        if (System.getProperty("docs.write") != null) {
            Files.writeString(page, written.substring(0, from) + start + right + written.substring(to));
            return;
        }
        assertThat(written.substring(from + start.length(), to))
                .as("%s is stale; write it anew with: %s", page, COMMAND)
                .isEqualTo(right);
    }
}
