package io.cardferry.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A copy of the shipped configuration, which a test edits as an operator would while the hub runs. */
public final class EditedConfiguration implements AutoCloseable {

    private static final Path SHIPPED = HubFixture.HOME.resolve("config");

    public final Path folder;

    public EditedConfiguration() {
        try {
            folder = Files.createTempDirectory("cardferry-edited").resolve("config");
            FileSystemUtils.copyRecursively(SHIPPED, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pack's folder. */
    public Path pack(String id) {
        return folder.resolve("issuers").resolve(id);
    }

    /** Everything is as it was shipped. */
    public void restore() {
        change(() -> {
            FileSystemUtils.deleteRecursively(folder);
            FileSystemUtils.copyRecursively(SHIPPED, folder);
        });
    }

    /** Adds a copy of a pack, which is reached at this address. */
    public void add(String id, String original, String url) {
        change(() -> {
            FileSystemUtils.copyRecursively(SHIPPED.resolve("issuers").resolve(original), pack(id));
            replace(pack(id).resolve("issuer.yaml"), "id: " + original, "id: " + id);
            // What the card's code does not decide; two packs must not claim the same.
            replace(pack(id).resolve("issuer.yaml"), "  bins: .*", "  bins: []");
        });
        set("cardferry.issuers." + id + ".url", url);
    }

    /** Takes a pack away. */
    public void remove(String id) {
        change(() -> FileSystemUtils.deleteRecursively(pack(id)));
    }

    /** One more line in application.properties. */
    public void set(String key, String value) {
        change(() -> {
            Path file = folder.resolve("application.properties");
            Files.writeString(file, Files.readString(file) + "\n" + key + "=" + value + "\n");
        });
    }

    /** Replaces a pattern in all files of a pack whose names end so; at least one of them holds it. */
    public void edit(String id, String ending, String pattern, String replacement) {
        change(() -> {
            boolean found = false;
            for (Path file : files(pack(id), ending)) {
                found |= replace(file, pattern, replacement);
            }
            if (!found) {
                throw new IllegalArgumentException("no file of " + id + " holds " + pattern);
            }
        });
    }

    private static List<Path> files(Path pack, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(pack)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    private static boolean replace(Path file, String pattern, String replacement) throws IOException {
        String text = Files.readString(file);
        String replaced = text.replaceAll(pattern, replacement);
        Files.writeString(file, replaced);
        return !replaced.equals(text);
    }

    private interface Change {
        void make() throws IOException;
    }

    private static void change(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        change(() -> FileSystemUtils.deleteRecursively(folder.getParent()));
    }
}
