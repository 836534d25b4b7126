package io.cardferry.issuer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
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
    private static final long MAX_BYTES = 16L * MAX_FILE_BYTES;

    /** A sample is two folders down; what is deeper than this leads in circles or elsewhere. */
    private static final int MAX_DEPTH = 8;

    /**
     * Links are followed: container platforms mount each file of a configuration as one.
     *
     * @throws IllegalArgumentException if it is too large or can't be read; the message names the place
     */
    static PackFolder read(Path folder) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        long length = 0;
        for (Path file : visible(folder)) {
            byte[] bytes = bytes(file);
            length += bytes.length;
            if (length > MAX_BYTES) {
                throw new IllegalArgumentException(folder + ": its files are longer than " + MAX_BYTES
                        + " bytes together; only settings, mappings and samples belong there");
            }
            files.put(folder.relativize(file).toString().replace('\\', '/'), bytes);
        }
        return new PackFolder(folder, files);
    }

    private static List<Path> visible(Path folder) {
        try (Stream<Path> found = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> visible = found.filter(file -> !isHidden(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (visible.size() > MAX_FILES) {
                throw new IllegalArgumentException(folder + ": holds more than " + MAX_FILES + " files");
            }
            return visible;
        } catch (UncheckedIOException e) {
            throw unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static byte[] bytes(Path file) {
        // Not by its size: some files, as those below /proc, have none and never end.
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(file + ": is longer than " + MAX_FILE_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IllegalArgumentException unreadable(Path place, IOException why) {
        if (why instanceof FileSystemLoopException) {
            return new IllegalArgumentException(place + ": leads in circles, by the link " + why.getMessage(), why);
        }
        return new IllegalArgumentException(place + ": can't be read (" + why + ")", why);
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
