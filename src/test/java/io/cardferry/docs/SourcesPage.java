package io.cardferry.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** The worked example of docs/sources.md, as files: what the page shows is what the tests run. */
public final class SourcesPage {

    /** The id of the example's source. */
    public static final String ID = "city-bank";

    private static final Pattern FILE =
            Pattern.compile("`config/(sources/city-bank/[^`]+)`:\\n\\n```[a-z]*\\n(.*?)\\n```", Pattern.DOTALL);

    private SourcesPage() {}

    /** The shipped configuration with the example's source beside the shipped ones. */
    public static void writeConfiguration(Path config) {
        try {
            FileSystemUtils.copyRecursively(Path.of("config"), config);
            for (Map.Entry<String, String> file : files().entrySet()) {
                Path path = config.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Their texts by their paths below {@code config/}. */
    static Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher shown = FILE.matcher(Files.readString(Path.of("docs/sources.md")));
        while (shown.find()) {
            files.put(shown.group(1), shown.group(2));
        }
        return files;
    }
}
