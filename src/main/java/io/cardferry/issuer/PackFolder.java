package io.cardferry.issuer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a pack, read once, so that what is used is exactly what the version stands for. Hidden files don't count:
 * editors and volume mounts leave them behind.
 *
 * @param path the folder
 * @param files by their names relative to the folder, with {@code /} between parts
 */
record PackFolder(Path path, SortedMap<String, byte[]> files) {

    private static final int MAX_FILES = 1000;
    private static final int MAX_FILE_BYTES = 1024 * 1024;

    /** @throws IllegalArgumentException if it is too large or can't be read; the message names the place */
    static PackFolder read(Path folder) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> visible = found.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (visible.size() > MAX_FILES) {
                throw new IllegalArgumentException(folder + ": holds more than " + MAX_FILES + " files");
            }
            for (Path file : visible) {
                if (Files.size(file) > MAX_FILE_BYTES) {
                    throw new IllegalArgumentException(file + ": is longer than " + MAX_FILE_BYTES + " bytes");
                }
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(folder + ": can't be read (" + unreadable + ")", unreadable);
        }
        return new PackFolder(folder, files);
    }

    /**
     * The first 8 hex digits of the SHA-256 over names and bytes, each preceded by its length.
     *
     * @param overrides what the configuration says instead of the file, by key; counts as more files
     * @param keyFromOutside the bytes of the encryption key, if it stands outside of the folder: another key is another
     *     version
     */
    String version(SortedMap<String, String> overrides, Optional<byte[]> keyFromOutside) {
        MessageDigest digest = sha256();
        keyFromOutside.ifPresent(key -> update(digest, key));
        files.forEach((name, bytes) -> {
            update(digest, name.getBytes(StandardCharsets.UTF_8));
            update(digest, bytes);
        });
        overrides.forEach((key, value) -> {
            update(digest, key.getBytes(StandardCharsets.UTF_8));
            update(digest, value.getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 4);
    }

    /** @throws IllegalArgumentException if there is no such file */
    String text(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new IllegalArgumentException("there is no file " + path.resolve(name));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** @param relative to the pack's folder */
    static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static void update(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
